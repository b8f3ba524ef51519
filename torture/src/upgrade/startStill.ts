import { join } from 'node:path';
import {
  startBackend,
  untilCatalogKnows,
  type BackendProcess,
  type HarnessDatabase,
  ROOT,
} from 'itsm-harness';

export interface StillOptions {
  database: HarnessDatabase;
  /** Epoch milliseconds. */
  at: number;
  /** The checkout that it runs from; this one unless told. */
  root?: string;
  config?: object;
}

/** A build of the portal, on a clock that stands still. */
export async function startStill(o: StillOptions): Promise<BackendProcess> {
  const backend = await startBackend({
    database: o.database,
    root: o.root,
    modules: [join(ROOT, 'torture/src/upgrade/clock.ts')],
    env: { ITSM_UPGRADE_NOW: String(o.at) },
    config: o.config,
  });
  await untilCatalogKnows(backend);
  return backend;
}
