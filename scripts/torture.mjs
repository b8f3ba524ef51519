// npm run torture [-- R1 S9 …]: tries to break what docs/reliability.md promises, and adds what it did to
// torture/results.json. What was done before is not done again: each run goes on where the last one ended.
//   --engine=sqlite      or postgres; both without it
//   --minutes=20         for each test and engine; without it the full dose
//   --seed=42            one round again, not counted
//   --doses              the small doses of npm test instead, counted nowhere; --json=<file> writes what came of them
//   --mutants            breaks the sources on purpose and shows which test notices
//   --mutant=<text>      only those whose names have it in them
//   --report             only writes docs/reliability.md anew
import { runMeasuring } from './measuring/runMeasuring.mjs';

await runMeasuring({ title: 'Torture', entry: 'torture/src/main.ts' });
