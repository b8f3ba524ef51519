import { parseArgs } from 'node:util';
import type { Engine } from 'itsm-harness';

/** What the command line asks for: see scripts/torture.mjs. */
export interface Options {
  /** Empty: all. */
  ids: string[];
  engines: Engine[];
  minutes?: number;
  /** One round again instead of new ones. */
  seed?: number;
  mutants: boolean;
  /** Only mutants whose names have this in them. */
  mutant?: string;
  /** Small doses, counted nowhere, instead of going on with the full ones. */
  doses: boolean;
  /** Where the results of small doses are written. */
  json?: string;
  reportOnly: boolean;
}

const ENGINES: Engine[] = ['postgres', 'sqlite'];

/** @throws Error naming what is not known */
export function readOptions(
  args: string[],
  knownIds: readonly string[],
): Options {
  const { values, positionals: ids } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      engine: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      mutant: { type: 'string' },
      doses: { type: 'boolean', default: false },
      json: { type: 'string' },
      report: { type: 'boolean', default: false },
    },
  });
  const unknown = ids.filter(id => !knownIds.includes(id));
  if (unknown.length > 0) {
    throw new Error(
      `There is no test ${unknown.join(', ')}; there are ${knownIds.join(', ')}`,
    );
  }
  const engines = ENGINES.filter(e => !values.engine || e === values.engine);
  if (engines.length === 0) {
    throw new Error(`--engine is one of ${ENGINES.join(', ')}`);
  }
  return {
    ids,
    engines,
    minutes: readNumber('minutes', values.minutes),
    seed: readNumber('seed', values.seed),
    mutants: values.mutants || values.mutant !== undefined,
    mutant: values.mutant,
    doses: values.doses,
    json: values.json,
    reportOnly: values.report,
  };
}

function readNumber(name: string, text?: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} takes a number above 0`);
  return value;
}
