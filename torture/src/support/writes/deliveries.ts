import { createHmac } from 'node:crypto';
import { GITHUB_HOOK, githubDeployment, type Delivery } from 'itsm-harness';
import type { Question } from '../wire';
import type { StoredWrites } from './StoredWrites';
import type { Write } from './Write';

/** The secret of the demo's hook `generic` in app-config.yaml. */
const GENERIC_SECRET = 'itsm-demo-generic-secret';

/** Repositories that the demo's catalog maps to entities. */
export const MAPPED = [
  'acme/checkout',
  'acme/payments',
  'acme/inventory',
  'acme/storefront',
];

/** A webhook for the hook `generic`, signed. */
export function genericDelivery(report: object, key: string): Delivery {
  const body = JSON.stringify(report);
  const signature = createHmac('sha256', GENERIC_SECRET).update(body);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-itsm-signature-256': `sha256=${signature.digest('hex')}`,
    },
  };
}

export const toHook = (path: string, delivery: Delivery): Question => ({
  method: 'POST',
  path,
  headers: delivery.headers,
  body: delivery.body,
  token: null,
});

export interface NewDeployment {
  mark: string;
  /** Number of the run; differs for every deployment. */
  run: number;
  repository: string;
}

const revisionOf = (run: number) => run.toString(16).padStart(40, '0');

const deploymentFaults =
  (runId: string, repository: string) =>
  (stored: StoredWrites): string[] => {
    const found = stored.deployments(runId);
    if (found.length !== 1) {
      return [`run ${runId} has ${found.length} deployments`];
    }
    const isMapped = MAPPED.includes(repository);
    return Boolean(found[0].record_id) === isMapped
      ? []
      : [`deployment ${found[0].id} of ${repository} has a wrong change`];
  };

/** Every delivery is worked off, into one deployment with one change. */
const counted = (runId: string, mark: string, repository: string) => ({
  effects: (stored: StoredWrites) => (stored.delivery(mark) ? 1 : 0),
  faults: (stored: StoredWrites) => {
    const delivery = stored.delivery(mark);
    if (!delivery) return [];
    const faults = deploymentFaults(runId, repository)(stored);
    if (delivery.status !== 'processed') {
      faults.push(
        `delivery ${delivery.id} is ${delivery.status} (${delivery.reason})`,
      );
    }
    return faults;
  },
});

export function githubWrite({ mark, run, repository }: NewDeployment): Write {
  const told = githubDeployment({
    run,
    deployment: run,
    sha: revisionOf(run),
    repository,
  });
  return {
    mark,
    what: 'GitHub delivery',
    question: toHook(GITHUB_HOOK, told.created(mark)),
    repeatable: true,
    ...counted(String(run), mark, repository),
  };
}

const report = ({ mark, run, repository }: NewDeployment) => ({
  repository,
  runId: mark,
  environment: 'production',
  state: 'success',
  revision: revisionOf(run),
});

export function genericWrite(o: NewDeployment): Write {
  return {
    mark: o.mark,
    what: 'generic delivery',
    question: toHook(
      '/api/itsm/hooks/generic',
      genericDelivery(report(o), o.mark),
    ),
    repeatable: true,
    ...counted(o.mark, o.mark, o.repository),
  };
}

/** A pipeline that calls the API; repeating it is harmless, with a key or without. */
export function reportedWrite(o: NewDeployment): Write {
  return {
    mark: o.mark,
    what: 'reported deployment',
    question: {
      method: 'POST',
      path: '/api/itsm/v1/deployments',
      body: report(o),
    },
    repeatable: true,
    effects: stored => stored.deployments(o.mark).length,
    faults: stored =>
      stored.deployments(o.mark).length === 0
        ? []
        : deploymentFaults(o.mark, o.repository)(stored),
  };
}
