import { createDatabase } from 'itsm-harness';
import { startMeasured, type Stage } from '../stage/Stage';
import {
  measureBlocks,
  ONCE,
  type Contender,
} from '../statistics/measureBlocks';
import { blocks, ratio } from './figures';
import type { Scenario } from './Scenario';

/** Starts a backend until it is ready, and ends it again outside of the clock. */
function starting(name: string, { database }: Stage): Contender {
  let running: { kill(): Promise<void> } | undefined;
  return {
    name,
    once: async () => {
      running = await startMeasured(database);
    },
    settle: () => running!.kill(),
  };
}

/** On a database that has nothing in it: all plugins make their tables. */
function startingEmpty(engine: Stage['engine']): Contender {
  let end: () => Promise<void>;
  return {
    name: 'empty',
    once: async () => {
      const database = await createDatabase(engine);
      const backend = await startMeasured(database);
      end = async () => {
        await backend.kill();
        await database.drop();
      };
    },
    settle: () => end(),
  };
}

export const start: Scenario = {
  id: 'start',
  title: 'From start to ready',
  about: `Seconds from the start of the process until the backend says that it is ready: the whole portal, with the catalog's 100,000
    entities in the larger databases too.`,
  fullOnly: true,
  goals: [
    {
      id: 'start.growth',
      text: 'On the largest database : on the smallest',
      unit: '×',
      bound: { atMost: 1.1 },
      result: ratio('large', 'small'),
    },
    {
      id: 'start.large',
      text: 'On the largest database',
      unit: 'ms',
      result: blocks('large'),
    },
    {
      id: 'start.small',
      text: 'On the smallest database',
      unit: 'ms',
      result: blocks('small'),
    },
    {
      id: 'start.empty',
      text: 'On an empty database, which is migrated first',
      unit: 'ms',
      result: blocks('empty'),
    },
  ],
  labels: {},

  /** The backends of the stages end here: whatever compares them comes before. */
  async compare(bench, small, large) {
    await Promise.all([small.backend.kill(), large.backend.kill()]);
    return {
      timings: await measureBlocks(
        [
          starting('large', large),
          starting('small', small),
          startingEmpty(small.engine),
        ],
        bench.effort === 'smoke' ? ONCE : { blocks: 15, samples: 1, warmUp: 1 },
      ),
      numbers: {},
    };
  },
};
