import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef } from 'backstage-plugin-itsm-react';

/** Kinds of entities that work is recorded against; no annotation is needed. */
export const ENTITY_KINDS = [
  'Component',
  'API',
  'Resource',
  'System',
  'Domain',
  'Group',
];

const ENTITIES = {
  kind: { $in: ENTITY_KINDS.map(kind => kind.toLowerCase()) },
};

/** Matches no entity. */
const NOTHING = { kind: { $in: [] } };

/** Entities that show something of a kind; none if the configuration switches the kind off. */
export function entitiesWith(kind: string, apis: ApiHolder) {
  const off = apis.get(kindViewsApiRef)?.switchedOff ?? [];
  return off.some(entry => entry.kind === kind) ? NOTHING : ENTITIES;
}
