import type { ApiOperation } from '../apiDocument';
import { KIND_NAMES, KINDS } from '../kinds';

/** Types of definitions, and their plurals. */
const DEFINITIONS = [
  ['routing', 'routing-rules'],
  ['alias', 'aliases'],
  ['window', 'windows'],
  ['gate', 'gates'],
];

const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString();

/**
 * A body of each operation that its schema takes, to which one name is added.
 *
 * @param other - number of a record that exists, for what names one
 */
export function validBody(
  operation: ApiOperation,
  other = 'INC-1',
): Record<string, unknown> {
  const byId: Record<string, Record<string, unknown>> = {
    ...Object.fromEntries(
      KIND_NAMES.flatMap(kind => [
        [`create-${kind}`, KINDS[kind].least(other)],
        [
          `bulk-${kind}s`,
          {
            records: [{ number: other, version: 1 }],
            edit: { category: 'web' },
          },
        ],
      ]),
    ),
    'hold-incident': { reason: 'vendor' },
    'resolve-incident': { code: 'fixed', notes: 'Done', causeUnknown: true },
    'cancel-incident': { reason: 'unnecessary' },
    'finish-change': { result: 'success' },
    'close-change': { closeCode: 'successful' },
    ...Object.fromEntries(
      DEFINITIONS.flatMap(([name, plural]) => [
        [`create-${name}`, { name: 'A definition', spec: {} }],
        [`preview-${name}`, { spec: {} }],
        [`import-${plural}`, { yaml: `type: ${name}` }],
        [`restore-${name}`, { version: 1 }],
      ]),
    ),
    'check-gate': {
      entityRef: 'checkout',
      environment: 'production',
      revision: 'a',
      runId: '1',
    },
    'map-repository': { repository: 'acme/x', entities: ['checkout'] },
    impact: { entities: ['checkout'] },
    'rename-entity': {
      from: 'component:default/never-was',
      to: 'component:default/payments',
    },
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
    priority: 1,
    duplicateOf: other,
    businessImpact: 'An impact',
    commander: 'user:default/tom',
    helpful: true,
    accept: true,
    approvers: ['user:default/chen'],
    rootCause: 'A cause',
    fixNotes: 'Notes',
    verification: 'It works',
    reviewAt: IN_A_MONTH,
    holdReason: 'A reason',
    outcome: 'An outcome',
    outcomeNote: 'A note',
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
