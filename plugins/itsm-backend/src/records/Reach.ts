import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Caller } from '../principals/Caller';
import type { Records } from './Records';

/** Other records that an input names, and what may be done with them. */
export interface Reach {
  numbers: readonly string[];
  may(verb: 'read' | 'act', resource: RecordResource): boolean;
  /** It is the system: rules are told all that the other records say. */
  isSystem?: boolean;
}

/** The policy is asked before there is a transaction; what it says is applied to what is locked there. */
export async function reachOf(
  { knex, options }: Records,
  caller: Caller,
  numbers: readonly string[],
): Promise<Reach> {
  const kinds: string[] =
    numbers.length > 0
      ? await knex('records')
          .whereIn('number', [...new Set(numbers)])
          .distinct()
          .pluck('kind')
      : [];
  const judges = new Map(
    await Promise.all(
      kinds
        .filter(kind => options.kinds.find(kind))
        .map(async kind => [kind, await caller.judge(kind)] as const),
    ),
  );
  return {
    numbers: [...new Set(numbers)],
    may: (verb, resource) =>
      judges.get(resource.kind)?.may(verb, resource) ?? false,
  };
}

/** Of what follows by itself. */
export const systemReach = (numbers: readonly string[]): Reach => ({
  numbers,
  may: () => true,
  isSystem: true,
});
