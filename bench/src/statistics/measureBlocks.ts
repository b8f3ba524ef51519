import { timingOf, type Timing } from './Timing';
import { turnsOf } from './turns';

/** Something that is measured against others in the same blocks. */
export interface Contender {
  name: string;
  /** One sample; `index` rises, for contenders that must not repeat themselves. */
  once(index: number): Promise<unknown>;
}

export interface BlockPlan {
  blocks: number;
  /** Samples of each contender in each of its two turns of a block. */
  samples: number;
  /** Samples of each before the first block, which are thrown away. */
  warmUp: number;
  /** Runs before each block, outside of the clock. */
  beforeBlock?(): Promise<void>;
}

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
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  for (const contender of contenders) {
    for (let i = 0; i < plan.warmUp; i += 1) await sample(contender);
  }
  const blocks = new Map<string, number[][]>(contenders.map(c => [c.name, []]));
  for (let block = 0; block < plan.blocks; block += 1) {
    await plan.beforeBlock?.();
    for (const contender of contenders) blocks.get(contender.name)!.push([]);
    for (const contender of turnsOf(contenders)) {
      for (let i = 0; i < plan.samples; i += 1) {
        blocks.get(contender.name)![block].push(await sample(contender));
      }
    }
  }
  return Object.fromEntries(
    [...blocks].map(([name, samples]) => [name, timingOf(samples)]),
  );
}
