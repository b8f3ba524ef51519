import { parseArgs } from 'node:util';
import type { Engine } from 'itsm-harness';
import type { Effort } from './Effort';
import type { Size } from './fill';

/** What the command line asks for: see scripts/bench.mjs. */
export interface Options {
  effort: Effort;
  engines: Engine[];
  /** Undefined: all. */
  only?: string[];
  sizes: Size[];
  /** Only what growth costs: the largest database beside the smallest. */
  growthOnly: boolean;
  fillOnly: boolean;
  reportOnly: boolean;
  /** The folder below which results and page are written. Undefined: this repository's, but of a smoke a temporary one. */
  output?: string;
}

const ENGINES: Engine[] = ['postgres', 'sqlite'];
const SIZES: Record<Effort, Size[]> = {
  full: [10_000, 100_000, 1_000_000],
  quick: [10_000, 100_000],
  // The smallest that have an entity with a thousand incidents
  smoke: [1_400, 2_000],
};

function effortOf(values: { quick: boolean; smoke: boolean }): Effort {
  if (values.quick && values.smoke) {
    throw new Error('Ask for --quick or for --smoke, not for both');
  }
  if (values.smoke) return 'smoke';
  return values.quick ? 'quick' : 'full';
}

/** @throws Error when one of them is not generated */
function sizesOf(effort: Effort, text: string | undefined): Size[] {
  if (!text) return SIZES[effort];
  const known = effort === 'smoke' ? SIZES.smoke : SIZES.full;
  const sizes = known.filter(size => text.split(',').includes(String(size)));
  if (sizes.length !== text.split(',').length) {
    throw new Error(`There are databases of ${known} records`);
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
      smoke: { type: 'boolean', default: false },
      engine: { type: 'string' },
      only: { type: 'string' },
      sizes: { type: 'string' },
      growth: { type: 'boolean', default: false },
      fill: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      output: { type: 'string' },
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
  const effort = effortOf(values);
  return {
    effort,
    engines,
    only,
    sizes: sizesOf(effort, values.sizes),
    growthOnly: values.growth,
    fillOnly: values.fill,
    reportOnly: values.report,
    output: values.output,
  };
}
