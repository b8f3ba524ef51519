import type { RecordSummary } from 'backstage-plugin-itsm-common';

/**
 * Whether a record that was found near these entities is about another one. A row names only the first of many
 * entities: what is not among those may be one of the others.
 */
export const isElsewhere = (
  { entities, entityCount }: Pick<RecordSummary, 'entities' | 'entityCount'>,
  here: readonly string[],
): boolean =>
  entityCount <= entities.length && !entities.some(ref => here.includes(ref));
