import { setTimeout as sleep } from 'node:timers/promises';
import { quantileOf } from '../statistics/interval';
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
/** So many requests on their way are an overload: what comes then is turned away here, as failed. */
const ON_THEIR_WAY = 2_000;
/** How long an answer may be late after the last request was due. */
const PATIENCE_MS = 15_000;

export function blockResult(samples: readonly number[]): BlockResult {
  const at = (quantile: number) => rounded(percentile(samples, quantile));
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

  const blockOf = (due: number) =>
    blocks[Math.floor(due / 1_000 / o.blockSeconds)];
  /** Promises of what was sent, and the number of each. */
  const onTheirWay = new Map<Promise<void>, number>();
  let isOver = false;

  const one = async (index: number) => {
    const due = (index * 1_000) / o.rate;
    lateMs = Math.max(lateMs, now() - start - due);
    try {
      if (onTheirWay.size >= ON_THEIR_WAY) {
        throw new Error(`${ON_THEIR_WAY} requests wait for their answer`);
      }
      const kind = await o.send(index);
      if (isOver) return;
      const took = now() - start - due;
      blockOf(due).push(took);
      byKind.set(kind, byKind.get(kind) ?? []);
      byKind.get(kind)!.push(took);
    } catch (error: any) {
      failed += 1;
      if (failures.length < FAILURES_KEPT) failures.push(String(error.message));
    }
  };

  const total = Math.floor(o.rate * o.seconds);
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
      onTheirWay.set(sent, index);
    }
    if (index < total) {
      await sleep(Math.max(0, (index * 1_000) / o.rate - (now() - start)));
    }
  }
  await Promise.race([
    Promise.all(onTheirWay.keys()),
    sleep(PATIENCE_MS, undefined, { ref: false }),
  ]);
  isOver = true;
  // What is still on its way took at least so long
  const unanswered = onTheirWay.size;
  for (const index of onTheirWay.values()) {
    const due = (index * 1_000) / o.rate;
    blockOf(due).push(now() - start - due);
  }
  const all = blocks.flat();
  if (all.length === 0) throw new Error(`Nothing was answered: ${failures}`);
  const slowest = all.reduce((a, b) => Math.max(a, b), 0);
  // A block in which nothing was answered is the worst of all, not the best
  const samplesOf = blocks.map(samples =>
    samples.length > 0 ? samples : [slowest],
  );
  return {
    startedAt,
    sent: total,
    failed: failed + unanswered,
    failures:
      unanswered > 0
        ? [...failures, `${unanswered} were never answered`]
        : failures,
    blocks: samplesOf.map(blockResult),
    all: blockResult(all),
    tails: {
      p95: quantileOf(samplesOf, 0.95),
      p99: quantileOf(samplesOf, 0.99),
    },
    byKind: Object.fromEntries(
      [...byKind].map(([kind, samples]) => [kind, blockResult(samples)]),
    ),
    lateMs: rounded(lateMs),
  };
}
