import { change, type DeploymentReport } from 'backstage-plugin-itsm-common';
import {
  CHECKOUT,
  NOON,
  type TestInbox,
} from '../../inbox/__testUtils__/startInbox';
import type { ReportOrigin } from '../EntityMapping';

export const SHA = '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213';
export const MINUTE = 60_000;

/** So many minutes after noon. */
export const iso = (minute: number) =>
  new Date(NOON + minute * MINUTE).toISOString();

export const origin: ReportOrigin = {
  instance: 'shop',
  annotations: ['itsm/repository'],
  userAnnotation: 'github.com/user-login',
  trustEntityRefs: false,
};

/** A run that deploys checkout to production at noon. */
export const told = (
  over: Partial<DeploymentReport> = {},
): DeploymentReport => ({
  repository: 'acme/checkout',
  runId: '100',
  environment: 'production',
  state: 'in_progress',
  revision: SHA,
  at: iso(0),
  ...over,
});

/** Reports it when it happens. */
export const report = (
  inbox: TestInbox,
  over: Partial<DeploymentReport> = {},
  from: Partial<ReportOrigin> = {},
) =>
  inbox.deployments.report(
    { ...origin, ...from },
    { deployments: [told(over)] },
    {
      // What is told of a later time arrives at that time.
      at: Math.max(inbox.clock.now, Date.parse(over.at ?? iso(0))),
      actor: { type: 'service', ref: 'service:shop' },
    },
  );

/** Opens a change that eddie has planned for the revision. */
export const announced = (
  inbox: TestInbox,
  data: object,
  state = 'scheduled',
) =>
  inbox.records.transaction(tx =>
    tx.open(
      change,
      {
        state,
        patch: { title: 'Announced', environment: 'production' },
        data: { type: 'normal', revision: SHA.slice(0, 7), ...data },
      },
      {
        actor: { type: 'user', ref: 'user:default/eddie' },
        at: inbox.clock.now,
        channel: 'portal',
        entities: [CHECKOUT],
      },
    ),
  );
