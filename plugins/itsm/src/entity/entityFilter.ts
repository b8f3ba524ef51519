/** Kinds of entities that work is recorded against; no annotation is needed. */
export const entityFilter = {
  kind: { $in: ['component', 'api', 'resource', 'system', 'domain', 'group'] },
};
