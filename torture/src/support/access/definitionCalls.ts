import type { OtherCall } from './creations';
import type { Caller } from './policy';

/** Definitions are for those who have the permission of their type; of the others nobody learns whether one exists. */
export function definitionCalls(
  needs: (permission: string) => (caller: Caller) => boolean,
): Record<string, OtherCall> {
  const reads = { allows: needs('itsm.routing.read') };
  const manages = { allows: needs('itsm.routing.manage') };
  const params = { id: '019a0000-0000-7000-8000-000000000000' };
  const missing = { params, status: 404 };
  const written = { ...manages, ...missing };
  const ifMatch = { headers: { 'if-match': '1' } };
  return {
    'list-routing-rules': reads,
    'get-routing': { ...reads, ...missing },
    'list-versions-of-routing': { ...reads, ...missing },
    'diff-routing': { ...reads, ...missing, query: { from: '1', to: '2' } },
    'export-routing-rules': reads,
    'create-routing': {
      ...manages,
      // A rule that decides nothing
      body: { name: 'x', spec: {} },
      status: 400,
    },
    'preview-routing': { ...manages, body: { spec: {} } },
    'import-routing-rules': {
      ...manages,
      body: { yaml: 'type: routing\ndefinitions: []' },
    },
    'edit-routing': { ...written, ...ifMatch, body: {} },
    ...Object.fromEntries(
      ['submit', 'approve', 'activate', 'request-retirement', 'retire'].map(
        action => [`${action}-routing`, { ...written, ...ifMatch, body: {} }],
      ),
    ),
    'reject-routing': { ...written, ...ifMatch, body: { reason: 'No' } },
    'restore-routing': { ...written, ...ifMatch, body: { version: 1 } },
  };
}
