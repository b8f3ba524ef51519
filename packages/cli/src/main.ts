import type { GateCheckView } from 'backstage-plugin-itsm-common';
import { askGate, RefusedError, UnreachableError, type World } from './askGate';
import { readOptions, USAGE, UsageError } from './readOptions';

/** How a command ends. */
const EXIT = {
  allowed: 0,
  mistake: 1,
  denied: 2,
  timeout: 3,
  frozen: 4,
  unreachable: 5,
  waiting: 6,
} as const;

const REAL: World & { out(line: string): void; err(line: string): void } = {
  fetch: (...args) => fetch(...args),
  now: () => performance.now(),
  sleep: ms =>
    new Promise(resolve => {
      setTimeout(resolve, ms);
    }),
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
};

const lineOf = ({ verdict, message, change }: GateCheckView): string =>
  `${verdict}: ${message}${change ? ` ${change.url}` : ''}`;

/** Runs one command; returns the code that the process ends with, and never throws. */
export async function main(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  given: Partial<typeof REAL> = {},
): Promise<number> {
  const world = { ...REAL, ...given };
  if (argv.includes('--help') || argv.length === 0) {
    world.out(USAGE);
    return argv.length === 0 ? EXIT.mistake : EXIT.allowed;
  }
  let withoutAnswer: 'open' | 'closed' = 'closed';
  try {
    const options = readOptions(argv, env);
    withoutAnswer = options.withoutAnswer ?? withoutAnswer;
    let said = '';
    const answer = await askGate(options, world, each => {
      // A gate that answered once says what to do when it does not any more
      withoutAnswer = options.withoutAnswer ?? each.withoutAnswer;
      const line = lineOf(each);
      // Progress, of which the log needs each step once
      if (line !== said && !options.json) world.out(line);
      said = line;
    });
    if (options.json) world.out(JSON.stringify(answer, null, 2));
    return exitOf(answer, options.waitMs > 0);
  } catch (error) {
    if (error instanceof UnreachableError) {
      world.err(error.message);
      if (withoutAnswer === 'closed') return EXIT.unreachable;
      world.err('Going on without an answer, as it is set up.');
      return EXIT.allowed;
    }
    world.err((error as Error).message);
    if (error instanceof UsageError) world.err(`\n${USAGE}`);
    else if (!(error instanceof RefusedError)) world.err(String(error));
    return EXIT.mistake;
  }
}

function exitOf({ verdict, code }: GateCheckView, hasWaited: boolean): number {
  if (verdict === 'allow') return EXIT.allowed;
  if (code === 'FREEZE') return EXIT.frozen;
  if (verdict === 'deny') return EXIT.denied;
  return hasWaited ? EXIT.timeout : EXIT.waiting;
}
