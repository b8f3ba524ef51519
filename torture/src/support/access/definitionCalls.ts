import type { OtherCall } from './creations';
import type { Caller } from './policy';

/** Definitions are for those who have the permission of their type; of the others nobody learns whether one exists. */
export function definitionCalls(
  needs: (permission: string) => (caller: Caller) => boolean,
): Record<string, OtherCall> {
  return {
    ...callsOf(needs, 'routing', 'routing-rules'),
    ...callsOf(needs, 'alias', 'aliases'),
    ...callsOf(needs, 'window', 'windows'),
    ...callsOf(needs, 'gate', 'gates'),
  };
}

function callsOf(
  needs: (permission: string) => (caller: Caller) => boolean,
  name: string,
  plural: string,
): Record<string, OtherCall> {
  const reads = { allows: needs(`itsm.${name}.read`) };
  const manages = { allows: needs(`itsm.${name}.manage`) };
  const params = { id: '019a0000-0000-7000-8000-000000000000' };
  const missing = { params, status: 404 };
  const written = { ...manages, ...missing };
  const ifMatch = { headers: { 'if-match': '1' } };
  return {
    [`list-${plural}`]: reads,
    [`get-${name}`]: { ...reads, ...missing },
    [`list-versions-of-${name}`]: { ...reads, ...missing },
    [`diff-${name}`]: { ...reads, ...missing, query: { from: '1', to: '2' } },
    [`export-${plural}`]: reads,
    [`create-${name}`]: {
      ...manages,
      // It decides nothing
      body: { name: 'x', spec: {} },
      status: 400,
    },
    [`preview-${name}`]: { ...manages, body: { spec: {} } },
    [`import-${plural}`]: {
      ...manages,
      body: { yaml: `type: ${name}\ndefinitions: []` },
    },
    [`edit-${name}`]: { ...written, ...ifMatch, body: {} },
    ...Object.fromEntries(
      ['submit', 'approve', 'activate', 'request-retirement', 'retire'].map(
        action => [`${action}-${name}`, { ...written, ...ifMatch, body: {} }],
      ),
    ),
    [`reject-${name}`]: { ...written, ...ifMatch, body: { reason: 'No' } },
    [`restore-${name}`]: { ...written, ...ifMatch, body: { version: 1 } },
  };
}
