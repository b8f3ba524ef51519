import type { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';

type MetricsService = typeof metricsServiceRef.T;

/** What an operator watches; names follow OpenTelemetry's style. */
export function createMetrics(metrics: MetricsService) {
  const created = metrics.createCounter('itsm.records.created', {
    description: 'Records opened, by kind and channel',
    unit: '{record}',
  });
  const actions = metrics.createCounter('itsm.actions', {
    description: 'Write operations, by operation and result',
    unit: '{operation}',
  });
  const denials = metrics.createCounter('itsm.permission.denials', {
    description: 'Requests refused by the policy, by permission',
    unit: '{request}',
  });
  const reactions = metrics.createCounter('itsm.reactions', {
    description: 'Work of outlets, by outlet and outcome',
    unit: '{entry}',
  });
  const deliveries = metrics.createCounter('itsm.deliveries', {
    description: 'Webhooks worked off, by instance and outcome',
    unit: '{delivery}',
  });
  const reactorLag = metrics.createGauge('itsm.reactor.lag', {
    description: 'Age of the oldest entry that an outlet has not seen',
    unit: 's',
  });
  const reactionsDead = metrics.createGauge('itsm.reactions.dead', {
    description: 'Work that outlets have given up',
    unit: '{entry}',
  });
  const inboxAge = metrics.createGauge('itsm.inbox.age', {
    description: 'Age of the oldest delivery that is not worked off',
    unit: 's',
  });
  return {
    created: (kind: string, channel: string) =>
      created.add(1, { kind, channel }),
    action: (operation: string, result: string) =>
      actions.add(1, { operation, result }),
    denied: (permission: string) => denials.add(1, { permission }),
    reaction: (reactor: string, outcome: string) =>
      reactions.add(1, { reactor, outcome }),
    delivery: (instance: string, outcome: string) =>
      deliveries.add(1, { instance, outcome }),
    reactorLag: (seconds: number) => reactorLag.record(seconds),
    reactionsDead: (count: number) => reactionsDead.record(count),
    inboxAge: (seconds: number) => inboxAge.record(seconds),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
