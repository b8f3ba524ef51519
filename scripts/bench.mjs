// npm run bench: measures the product against the floor under it, and writes bench/results.json and
// docs/performance.md.
//   --quick              100,000 records, and 10,000 to compare with, fewer samples: less than ten minutes
//   --engine=sqlite      or postgres; both without it
//   --only=tab,lists     some scenarios
//   --sizes=10000,1000000  some databases
//   --growth             only compares the largest database with the smallest
//   --fill               only fills the databases
//   --report             only writes docs/performance.md anew
import { runMeasuring } from './measuring/runMeasuring.mjs';

await runMeasuring({ title: 'Bench', entry: 'bench/src/main.ts' });
