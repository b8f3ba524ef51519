// npm run bench: measures the product against the floor under it, and writes bench/results.json and
// docs/performance.md.
//   --quick              100,000 records, and 10,000 to compare with, fewer samples: less than ten minutes
//   --smoke              2,000 records, everything once: proves in half a minute that the bench works. Writes to a temporary
//                        folder
//   --engine=sqlite      or postgres; both without it
//   --only=tab,lists     some scenarios
//   --sizes=10000,1000000  some databases
//   --growth             only compares the largest database with the smallest
//   --fill               only fills the databases
//   --report             only writes docs/performance.md anew
//   --output=<folder>    writes bench/results.json and docs/performance.md below that folder
import { runMeasuring } from './measuring/runMeasuring.mjs';

await runMeasuring({ title: 'Bench', entry: 'bench/src/main.ts' });
