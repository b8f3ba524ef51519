import { createServiceFactory } from '@backstage/backend-plugin-api';
import { itsmTimeServiceRef } from 'backstage-plugin-itsm-node';

/** Milliseconds; also an earlier build loads this file. */
const now = Number(process.env.ITSM_UPGRADE_NOW);

/**
 * Time stands still: what follows from it (days of outages, what is due) is the same before and after
 * the upgrade, however long it takes.
 */
export default createServiceFactory({
  service: itsmTimeServiceRef,
  deps: {},
  factory: () => ({ now: () => now }),
});
