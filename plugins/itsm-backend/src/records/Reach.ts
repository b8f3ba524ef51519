import type { RecordResource } from 'backstage-plugin-itsm-node';

/** Other records that an input names, and what may be done with them. */
export interface Reach {
  numbers: readonly string[];
  may(verb: 'read' | 'act', resource: RecordResource): boolean;
  /** It is the system: rules are told all that the other records say. */
  isSystem?: boolean;
}

/** Of what follows by itself. */
export const systemReach = (numbers: readonly string[]): Reach => ({
  numbers,
  may: () => true,
  isSystem: true,
});
