import type { Entity } from '@backstage/catalog-model';

/** Refs of what an entity is related to in one of these ways, in the order of the catalog. */
export const targetsOf = (entity: Entity, ...types: string[]): string[] =>
  (entity.relations ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ targetRef }) => targetRef);
