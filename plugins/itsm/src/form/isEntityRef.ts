const ENTITY_REF = /^[a-z]+:[^:/\s]+\/[^:/\s]+$/i;

/** A full ref. What is none, such as one that somebody wrote by hand, the catalog's components can't draw. */
export const isEntityRef = (text: string): boolean => ENTITY_REF.test(text);
