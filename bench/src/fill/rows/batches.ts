import { kindsByName, PRIORITY_PRESETS } from 'backstage-plugin-itsm-common';
import { seeded, type Engine } from 'itsm-harness';
import type { Life } from '../life/Life';
import { lifeOf } from '../life/lifeOf';
import { Plan } from '../life/Plan';
import { QUIET_PERIOD_MS } from '../life/pipelineLife';
import type { World } from '../world/landscape';
import { addRecordRows } from './recordRows';
import { Replay } from './Replay';
import type { Tables } from './tables';

/** All sizes and both engines begin with it. */
const SEED = 20_260_101;

/**
 * The default, but for the end of resolved incidents: what waits for its requester in 2025 would
 * all be closed by the clock as soon as a backend starts.
 */
export const SETTINGS = {
  matrix: PRIORITY_PRESETS.default,
  quietPeriodMs: QUIET_PERIOD_MS,
  autoCloseMs: 0,
  // No change of the past waits for a review
  kinds: [],
};

/** How many records of each kind there are; the next one gets the number after. */
export type Numbers = Record<Life['kind'], number>;

export interface Batch {
  tables: Tables;
  /** With those of this batch. */
  records: number;
  numbers: Numbers;
}

/** No rows yet, table by table. */
export const noRows = (): Tables => ({
  records: [],
  entries: [],
  links: [],
  principals: [],
  record_text: [],
  deployments: [],
  deployment_entities: [],
  deployment_runs: [],
});

/** All rows about records, `batchSize` records at a time and never more in memory. */
export function* batches(o: {
  engine: Engine;
  size: number;
  world: World;
  batchSize: number;
  /** Gets the indexes of the components that records are about. */
  affected: Set<number>;
}): Generator<Batch> {
  const random = seeded(SEED);
  const plan = new Plan(o.size, o.world, random);
  const numbers: Numbers = { incident: 0, change: 0 };
  for (let from = 0; from < o.size; from += o.batchSize) {
    const to = Math.min(o.size, from + o.batchSize);
    const tables = noRows();
    for (let n = from; n < to; n += 1) {
      const life = lifeOf(n, plan, random);
      numbers[life.kind] += 1;
      const number = `${kindsByName[life.kind].prefix}-${String(numbers[life.kind]).padStart(6, '0')}`;
      const replay = new Replay(life, { number, random, settings: SETTINGS });
      for (const { role, ref } of replay.links) {
        if (role === 'affected') o.affected.add(o.world.indexOf(ref));
      }
      addRecordRows(tables, replay, { ...o, n });
    }
    yield { tables, records: to, numbers: { ...numbers } };
  }
}
