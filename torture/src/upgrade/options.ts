import { parseArgs } from 'node:util';
import type { Engine } from 'itsm-harness';

export interface UpgradeOptions {
  /** A commit. */
  from: string;
  /** Those of the bench; 0: only what the demo tells. */
  records: number;
  /** Records that are read one by one. */
  sample: number;
  months: number;
  engines: Engine[];
  /** Instead of an upgrade, what the tests upgrade is made anew. */
  fixture: boolean;
}

const ENGINES: Engine[] = ['sqlite', 'postgres'];

/** @throws Error naming what is missing or wrong */
export function readUpgradeOptions(args: string[]): UpgradeOptions {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      records: { type: 'string', default: '10000' },
      sample: { type: 'string', default: '1000' },
      months: { type: 'string', default: '12' },
      engine: { type: 'string' },
      fixture: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'records' | 'sample' | 'months') => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0) {
      throw new Error(`--${name} is a whole number.`);
    }
    return value;
  };
  // What the tests upgrade is one file for both
  const engine = values.fixture ? 'sqlite' : values.engine;
  const engines = ENGINES.filter(e => !engine || e === engine);
  if (engines.length === 0) {
    throw new Error(`--engine is one of ${ENGINES.join(', ')}.`);
  }
  if (!values.from) {
    throw new Error(
      'Name the earlier commit: npm run upgrade -- --from <commit>',
    );
  }
  return {
    from: values.from,
    records: whole('records'),
    sample: whole('sample'),
    months: whole('months'),
    engines,
    fixture: values.fixture,
  };
}
