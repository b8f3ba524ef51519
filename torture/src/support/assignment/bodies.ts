import type { ApiOperation } from '../apiDocument';

/** A body of each operation that its schema takes, to which one name is added. */
export function validBody(operation: ApiOperation): Record<string, unknown> {
  const byId: Record<string, Record<string, unknown>> = {
    'create-incident': {
      title: 'A title',
      description: 'A description',
      impact: 'low',
      urgency: 'low',
      entities: ['checkout'],
    },
    'create-change': {
      type: 'normal',
      title: 'A title',
      environment: 'production',
      entities: ['checkout'],
    },
    'hold-incident': { reason: 'vendor' },
    'resolve-incident': { code: 'fixed', notes: 'Done', causeUnknown: true },
    'resolve-with-parent-incident': { parent: 'INC-1', code: 'fixed' },
    'reopen-with-parent-incident': { parent: 'INC-1' },
    'cancel-incident': { reason: 'unnecessary' },
    'override-priority-incident': { priority: 1, reason: 'Why not' },
    'finish-change': { result: 'success' },
    'close-change': { closeCode: 'successful' },
    'map-repository': { repository: 'acme/x', entities: ['checkout'] },
    'erase-person': { person: 'user:default/who-never-was' },
    'report-deployment': {
      repository: 'acme/nobody',
      runId: '1',
      environment: 'production',
      state: 'pending',
      revision: 'a',
    },
  };
  if (byId[operation.id]) return byId[operation.id];
  const required: string[] = operation.body!.required ?? [];
  const general: Record<string, unknown> = {
    reason: 'A reason',
    text: 'A text',
    role: 'affected',
    target: 'entity',
    ref: 'payments',
  };
  return Object.fromEntries(required.map(name => [name, general[name]]));
}

/** What somebody would put there to gain something. */
export function hostileValue(name: string, marker: string): unknown {
  if (/^(version|seq|reopenCount|attempt|size|position)$/.test(name)) {
    return 987_654;
  }
  if (/At$|^at$|^is|restricted|approved/.test(name)) return true;
  if (name === 'state') return 'closed';
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
    return {
      polluted: marker,
      state: 'closed',
      version: 987_654,
      restricted: true,
      prototype: { polluted: marker },
    };
  }
  return marker;
}

/** As text: an object literal can't hold a key `__proto__`. */
export const withField = (body: object, name: string, value: unknown) =>
  `{${[
    ...Object.entries(body).map(
      ([key, own]) => `${JSON.stringify(key)}:${JSON.stringify(own)}`,
    ),
    `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  ].join()}}`;
