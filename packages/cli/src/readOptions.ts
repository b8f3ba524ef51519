import { parseArgs } from 'node:util';
import { pipelineRun } from './pipeline';

/** What is to be asked, of whom, and for how long. */
export interface Options {
  url: string;
  token: string;
  question: Record<string, string>;
  /** Milliseconds; 0: the answer of now. */
  waitMs: number;
  json: boolean;
  /** What to do when nobody answers; left out: what the gate said, or else to stop. */
  withoutAnswer?: 'open' | 'closed';
}

/** Is shown for `--help`, and beside every mistake. */
export const USAGE = `Usage: itsm gate check|wait --entity <ref> --environment <name> [options]

  gate check   says what may be done now
  gate wait    waits until it may be deployed, or must not be

  --entity <ref>            entity of the catalog: component:default/checkout, or checkout
  --environment <name>      where to deploy: production
  --revision <text>         commit or version; in CI, the one that is built
  --artifact <text>         digest of what was built
  --stage <name>            where one run asks for several things
  --change <number>         change that it is to belong to
  --run-id <text>           the same for every question of one run; in CI, the run
  --run-url <url>           page of the run; in CI, the run's
  --wait <time>             how long to wait: 90s, 10m, 2h; 'wait' waits 30m
  --without-answer <what>   open or closed: what to do when nobody answers; else
                            what the gate said before, or closed
  --json                    writes the whole answer
  --url <url>               address of Backstage's backend; else ITSM_URL
  --token <text>            better: ITSM_TOKEN

Ends with 0 allowed, 1 a mistake in the question, 2 denied, 3 waited long enough, 4 frozen, 5 nobody answers, 6 not yet`;

const OPTIONS = {
  entity: { type: 'string' },
  environment: { type: 'string' },
  revision: { type: 'string' },
  artifact: { type: 'string' },
  stage: { type: 'string' },
  change: { type: 'string' },
  'run-id': { type: 'string' },
  'run-url': { type: 'string' },
  wait: { type: 'string' },
  'without-answer': { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  token: { type: 'string' },
} as const;

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };

const DEFAULT_WAIT = '30m';

/** A mistake in what was typed. */
export class UsageError extends Error {}

function readTime(text: string): number {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  if (amount) return Number(amount) * UNITS[unit];
  throw new UsageError(`--wait: '${text}' is no time such as 90s, 10m or 2h.`);
}

const isChoice = (value?: string): value is 'open' | 'closed' | undefined =>
  [undefined, 'open', 'closed'].includes(value);

/** @throws UsageError that says what is missing or wrong */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const [noun, verb, ...rest] = argv;
  if (noun !== 'gate' || !['check', 'wait'].includes(verb))
    throw new UsageError(`There is no '${[noun, verb].join(' ').trim()}'.`);
  const { values } = parsed(rest);
  const run = pipelineRun(env);
  const needed = (value: string | undefined, remedy: string): string => {
    if (value) return value;
    throw new UsageError(`${remedy}.`);
  };
  const withoutAnswer = values['without-answer'];
  if (!isChoice(withoutAnswer))
    throw new UsageError(`--without-answer is 'open' or 'closed'.`);
  const runUrl = values['run-url'] ?? run.runUrl;
  return {
    url: needed(values.url ?? env.ITSM_URL, 'Set ITSM_URL or --url').replace(
      /\/+$/,
      '',
    ),
    token: needed(values.token ?? env.ITSM_TOKEN, 'Set ITSM_TOKEN'),
    question: {
      entityRef: needed(values.entity, 'Say which --entity'),
      environment: needed(values.environment, 'Say which --environment'),
      revision: needed(values.revision ?? run.revision, 'Say which --revision'),
      runId: needed(values['run-id'] ?? run.runId, 'Say which --run-id'),
      ...(runUrl && { runUrl }),
      ...(values.artifact && { artifact: values.artifact }),
      ...(values.stage && { stage: values.stage }),
      ...(values.change && { changeRef: values.change }),
    },
    waitMs: readTime(values.wait ?? (verb === 'wait' ? DEFAULT_WAIT : '0s')),
    json: values.json ?? false,
    withoutAnswer,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
