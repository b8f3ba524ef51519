import { parseArgs } from 'node:util';
import type { Engine } from 'itsm-harness';
import type { Size } from './fill';

/** What the command line asks for: see scripts/bench.mjs. */
export interface Options {
  quick: boolean;
  engines: Engine[];
  /** Undefined: all. */
  only?: string[];
  sizes: Size[];
  /** Only what growth costs: the largest database beside the smallest. */
  growthOnly: boolean;
  fillOnly: boolean;
  reportOnly: boolean;
}

const ENGINES: Engine[] = ['postgres', 'sqlite'];
const SIZES: Size[] = [10_000, 100_000, 1_000_000];
const QUICK_SIZES: Size[] = [10_000, 100_000];

/** @throws Error when one of them is not generated */
function sizesOf(text: string | undefined): Size[] | undefined {
  if (!text) return undefined;
  const sizes = SIZES.filter(size => text.split(',').includes(String(size)));
  if (sizes.length !== text.split(',').length) {
    throw new Error(`There are databases of ${SIZES} records`);
  }
  return sizes;
}

/** @throws Error naming what is not known */
export function readOptions(
  args: string[],
  knownScenarios: readonly string[],
): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      engine: { type: 'string' },
      only: { type: 'string' },
      sizes: { type: 'string' },
      growth: { type: 'boolean', default: false },
      fill: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.filter(id => !knownScenarios.includes(id)) ?? [];
  if (unknown.length > 0) {
    throw new Error(
      `There is no scenario ${unknown}; there are ${knownScenarios}`,
    );
  }
  const engines = values.engine
    ? ENGINES.filter(engine => engine === values.engine)
    : ENGINES;
  if (engines.length === 0) throw new Error(`There are ${ENGINES}`);
  return {
    quick: values.quick,
    engines,
    only,
    sizes: sizesOf(values.sizes) ?? (values.quick ? QUICK_SIZES : SIZES),
    growthOnly: values.growth,
    fillOnly: values.fill,
    reportOnly: values.report,
  };
}
