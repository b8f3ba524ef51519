import type { HarnessDatabase } from 'itsm-harness';
import type { ApiDocument } from '../apiDocument';
import { KIND_NAMES } from '../kinds';

const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** What only the server decides; no body may declare these, but for the few that mean something else. */
export const SERVER_OWNED: readonly string[] = [
  ...['id', 'number', 'kind', 'desk', 'state', 'phase', 'version', 'seq'],
  ...['createdAt', 'createdBy', 'updatedAt', 'openedBy', 'channel', 'lastHash'],
  ...['acknowledgedAt', 'resolvedAt', 'closedAt', 'reopenCount', 'dataVersion'],
  ...[
    'approvals',
    'authors',
    'approvedBy',
    'decidedBy',
    'decision',
    'deployer',
  ],
  ...['actor', 'at', 'by', 'principals', 'capabilities', 'watchers', 'links'],
  ...['priorityOverride', 'resolution', 'templateVersion', 'deploymentId'],
  ...[
    'riskApprover',
    'riskReviewAt',
    'riskAccepted',
    'rejectReason',
    'publishedAt',
    'retireReason',
    'partial',
  ],
  ...['data', 'fields', 'actions', 'can', 'timeline', 'entries', 'timers'],
  ...['restricted', 'recordId', 'outcome', 'production', 'unmappedReason'],
];

/** Names of the list above that an operation takes from its caller, on purpose. */
export const TAKEN: Record<string, readonly string[]> = {
  // Of a definition its manager says for which desk it is, and which version comes back
  ...Object.fromEntries(
    ['routing', 'alias', 'window', 'gate'].flatMap(type => [
      [`create-${type}`, ['desk']],
      [`edit-${type}`, ['desk']],
      [`restore-${type}`, ['version']],
    ]),
  ),
  ...Object.fromEntries(
    KIND_NAMES.flatMap(kind => [
      [`create-${kind}`, ['restricted', 'desk']],
      [`edit-${kind}`, ['restricted', 'desk']],
    ]),
  ),
  'fulfil-request': ['outcome'],
  'report-deployment': [
    'state',
    'deployer',
    'deploymentId',
    'at',
    'production',
  ],
  'verify-audit': ['number'],
};

/** Names that mean something to JavaScript, to frameworks and to databases. */
export const INHERITED: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  '__defineGetter__',
  '__lookupSetter__',
];

const GENERAL = [
  ...['isAdmin', 'admin', 'role', 'roles', 'permissions', 'user', 'userId'],
  ...['owner', '_id', '$set', '$where', '_method', 'approved', 'approvedAt'],
  ...[
    'state_',
    'State',
    'ID',
    'is_open',
    'opened_by',
    'created_at',
    'record_id',
  ],
];

async function columnsOf(database: HarnessDatabase): Promise<string[]> {
  const knex = database.open();
  try {
    const found =
      database.engine === 'postgres'
        ? knex
            .select('column_name as name')
            .from('information_schema.columns')
            .where({ table_schema: 'itsm' })
        : knex
            .select('c.name as name')
            .fromRaw(
              `sqlite_master as m join pragma_table_info(m.name) as c where m.type = 'table'`,
            );
    const rows: { name: string }[] = await found;
    return rows.map(({ name }) => camel(name));
  } finally {
    await knex.destroy();
  }
}

/** Every column that is stored, every field that is answered, and what attackers try. */
export async function fieldNames(
  database: HarnessDatabase,
  { document, operations }: ApiDocument,
): Promise<string[]> {
  const answered = operations.flatMap(({ path, method, status, result }) => {
    if (!result) return [];
    const answer = document.paths[path][method.toLowerCase()].responses[status];
    return Object.keys(
      answer.content['application/json'].schema.properties ?? {},
    );
  });
  return [
    ...new Set([
      ...(await columnsOf(database)),
      ...answered,
      ...SERVER_OWNED,
      ...GENERAL,
      ...INHERITED,
    ]),
  ].sort();
}
