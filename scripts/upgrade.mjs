// npm run upgrade -- --from=<commit>: an earlier commit fills a database, this checkout starts on it and must say the same.
//   --engine=sqlite      or postgres; both without it
//   --records=10000      those of the bench; the demo's history comes on top. 0: only that
//   --sample=1000        records that are read one by one
//   --months=12          of the demo's history
//   --fixture            instead of an upgrade, makes what the tests upgrade anew; with --records=0 --months=1
import { runMeasuring } from './measuring/runMeasuring.mjs';

await runMeasuring({ title: 'Upgrade', entry: 'torture/src/upgrade/main.ts' });
