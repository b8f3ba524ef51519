import type { Entity } from '@backstage/catalog-model';
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
export const entitiesWith = (kind: string, apis: ApiHolder) =>
  isOff(kind, apis) ? NOTHING : ENTITIES;

/** The same question about one entity. */
export const showsKind = (kind: string, entity: Entity, apis: ApiHolder) =>
  !isOff(kind, apis) && ENTITY_KINDS.includes(entity.kind);

const isOff = (kind: string, apis: ApiHolder): boolean =>
  apis.get(kindViewsApiRef)?.switchedOff.some(entry => entry.kind === kind) ??
  false;
