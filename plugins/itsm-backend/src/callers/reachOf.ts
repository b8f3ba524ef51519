import type { Caller } from '../access/Caller';
import type { Reach } from '../records/acting';
import type { Records } from '../records/Records';

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
