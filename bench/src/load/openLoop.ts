import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../statistics/percentile';
import { rounded } from '../statistics/Timing';
import type { BlockResult, OpenResult } from './protocol';

export interface OpenLoopOptions {
  rate: number;
  seconds: number;
  blockSeconds: number;
  /** Sends what is due; answers what kind of request that was. */
  send(index: number): Promise<string>;
  now?: () => number;
}

const FAILURES_KEPT = 5;

export function blockResult(samples: readonly number[]): BlockResult {
  const at = (quantile: number) =>
    samples.length > 0 ? rounded(percentile(samples, quantile)) : 0;
  return {
    samples: samples.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}

/**
 * Sends at a rate, like users who don't wait for each other. A request's time starts when it was
 * due, so that a server that stalls can't hide the requests which it kept from being sent
 * (coordinated omission).
 */
export async function openLoop(
  o: OpenLoopOptions,
): Promise<Omit<OpenResult, 'generatorCpuSeconds'>> {
  const now = o.now ?? (() => performance.now());
  const blocks: number[][] = Array.from(
    { length: Math.ceil(o.seconds / o.blockSeconds) },
    () => [],
  );
  const byKind = new Map<string, number[]>();
  const failures: string[] = [];
  let failed = 0;
  let lateMs = 0;
  const startedAt = Date.now();
  const start = now();

  const one = async (index: number) => {
    const due = (index * 1_000) / o.rate;
    lateMs = Math.max(lateMs, now() - start - due);
    try {
      const kind = await o.send(index);
      const took = now() - start - due;
      blocks[Math.floor(due / 1_000 / o.blockSeconds)].push(took);
      byKind.set(kind, [...(byKind.get(kind) ?? []), took]);
    } catch (error: any) {
      failed += 1;
      if (failures.length < FAILURES_KEPT) failures.push(String(error.message));
    }
  };

  const total = Math.floor(o.rate * o.seconds);
  const onTheirWay = new Set<Promise<void>>();
  for (let index = 0; index < total;) {
    const elapsed = now() - start;
    const dueByNow = Math.min(
      total,
      Math.floor((elapsed * o.rate) / 1_000) + 1,
    );
    for (; index < dueByNow; index += 1) {
      const sent: Promise<void> = one(index).finally(() =>
        onTheirWay.delete(sent),
      );
      onTheirWay.add(sent);
    }
    if (index < total) {
      await sleep(Math.max(0, (index * 1_000) / o.rate - (now() - start)));
    }
  }
  await Promise.all(onTheirWay);
  return {
    startedAt,
    sent: total,
    failed,
    failures,
    blocks: blocks.map(blockResult),
    all: blockResult(blocks.flat()),
    byKind: Object.fromEntries(
      [...byKind].map(([kind, samples]) => [kind, blockResult(samples)]),
    ),
    lateMs: rounded(lateMs),
  };
}
