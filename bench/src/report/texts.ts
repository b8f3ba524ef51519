import { paragraph } from './format';

/** What a reader has to know before the first number. */
export const INTRODUCTION = [
  paragraph(`How fast is ITSM for Backstage, and how fast could it be? Milliseconds of somebody else's machine say little. So
    everything here is measured beside its floor: what the same machine needs, in the same minute, for a request that does nothing
    and for the same answer from hand-written SQL.`),
  'Run it yourself; it takes ten minutes:',
  '```sh\nnpm run bench -- --quick\n```',
  paragraph(`Without \`--quick\` it fills databases with up to a million records and runs for hours. It writes
    \`bench/results.json\`, and this page from it. The options are in [scripts/bench.mjs](../scripts/bench.mjs).`),
  '## How it is measured',
  [
    '- Backends are real processes of the demo portal, on PostgreSQL or on SQLite files, with permissions on and nothing cached.',
    '  The caller is an engineer whose reads are conditional: what is not restricted, or theirs.',
    '- Contenders take turns in interleaved blocks (A B B A), at least 15. A ratio is the median of the ratios of the blocks, with its',
    '  95 % bootstrap interval in brackets: what disturbs a block disturbs both sides of the ratio.',
    '- A goal is met only if the bad end of the interval meets it. Goals were set before anything was measured.',
    '- The policy route is a plugin of the same backend that authenticates and asks the policy once. SQL runs prepared, through the same',
    '  driver, and answers the same, the limits of the caller included, which is checked before it is timed.',
    '- Open load comes at a fixed rate from a process of its own. A request’s time starts when it was due, not when it was sent.',
    '- Database, backend and generator share the machine.',
  ].join('\n'),
  '## How to read it',
  paragraph(`Results are of the largest database that was measured; pictures and times below them show the others. Times are p50 /
    p95 / p99. \`×\` is a ratio.`),
].join('\n\n');

/** Measured beside packages/app/e2e-tests/weight.test.ts, which keeps tabs below 60 kB. */
export const WEIGHT = [
  paragraph(`These weights are not of this benchmark. An [end-to-end test](../packages/app/e2e-tests/weight.test.ts) opens the tabs in a
    browser and fails when one fetches more than 60 kB.`),
  '| What a browser loads | gzipped |\n| --- | --- |\n| Added to the entry bundle of the portal | 8.1 kB |\n| Incidents tab of an entity | 19.5 kB |\n| Changes tab of an entity | 22.5 kB |',
].join('\n\n');
