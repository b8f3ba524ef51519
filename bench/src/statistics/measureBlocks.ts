import { timingOf, type Timing } from './Timing';
import { turnsOf } from './turns';

/** Something that is measured against others in the same blocks. */
export interface Contender {
  name: string;
  /** One sample; `index` rises, for contenders that must not repeat themselves. */
  once(index: number): Promise<unknown>;
  /** After each sample, outside of the clock: until what it started is over. */
  settle?(): Promise<unknown>;
}

export interface BlockPlan {
  blocks: number;
  /** Samples of each contender in each of its two turns of a block, at most. */
  samples: number;
  /** Samples of each before the first block, which are thrown away. */
  warmUp: number;
  /** Fewer samples (never fewer blocks) when it would take longer. */
  seconds?: number;
  /** Each contender has one turn in each block: unfair to the first one, but it shows that all of them run. */
  isBrief?: boolean;
}

/** Everything once, to see that it runs and not how fast. */
export const ONCE: BlockPlan = {
  blocks: 1,
  samples: 1,
  warmUp: 0,
  isBrief: true,
};

/** Runs contenders in interleaved ABBA blocks, one sample at a time. */
export async function measureBlocks(
  contenders: readonly Contender[],
  plan: BlockPlan,
): Promise<Record<string, Timing>> {
  const taken = new Map(contenders.map(c => [c.name, 0]));
  const sample = async (contender: Contender): Promise<number> => {
    const index = taken.get(contender.name)!;
    taken.set(contender.name, index + 1);
    const start = process.hrtime.bigint();
    await contender.once(index);
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    await contender.settle?.();
    return took;
  };
  const start = performance.now();
  for (const contender of contenders) {
    for (let i = 0; i < plan.warmUp; i += 1) await sample(contender);
  }
  const warmUpMs = performance.now() - start;
  const samples = samplesWithin(plan, warmUpMs / plan.warmUp);
  const blocks = new Map<string, number[][]>(contenders.map(c => [c.name, []]));
  for (let block = 0; block < plan.blocks; block += 1) {
    for (const contender of contenders) blocks.get(contender.name)!.push([]);
    for (const contender of plan.isBrief ? contenders : turnsOf(contenders)) {
      for (let i = 0; i < samples; i += 1) {
        blocks.get(contender.name)![block].push(await sample(contender));
      }
    }
  }
  return Object.fromEntries(
    [...blocks].map(([name, ofBlocks]) => [name, timingOf(ofBlocks)]),
  );
}

/** @param roundMs - what one sample of every contender takes together */
function samplesWithin(plan: BlockPlan, roundMs: number): number {
  if (!plan.seconds || !roundMs) return plan.samples;
  const affordable = (plan.seconds * 1_000) / (2 * plan.blocks * roundMs);
  return Math.max(1, Math.min(plan.samples, Math.floor(affordable)));
}
