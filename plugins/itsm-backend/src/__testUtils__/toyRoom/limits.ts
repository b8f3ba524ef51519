import type { Caller } from '../../access/Caller';
import { compileCondition } from '../../conditions/compileCondition';
import type { Snapshot } from '../../definitions/DefinitionSnapshots';
import type { Preview } from '../../definitions/ManagedType';
import type { House } from '../../House';
import { TOY_LIMIT_FACTS, type ToyLimitSpec } from './toyLimit';

type Limited = { kind: string; category: string | null };

const matcherOf = ({ when }: ToyLimitSpec) => {
  const matches = compileCondition(TOY_LIMIT_FACTS, when);
  return ({ kind, category }: Limited) =>
    matches({ 'record.kind': kind, 'record.category': category ?? undefined });
};

/** The lowest limit that is in force for a record. */
export const limitOf = (snapshot: Snapshot<ToyLimitSpec>, record: Limited) =>
  [...snapshot]
    .sort((one, other) => one.spec.turns - other.spec.turns)
    .find(({ spec }) => matcherOf(spec)(record));

/** Open records that a limit is for, among those that the caller may read. */
export async function previewLimit(
  { reader, kinds }: House,
  caller: Caller,
  spec: ToyLimitSpec,
): Promise<Preview> {
  const { items, nextCursor } = await reader.list(caller, kinds.all, {
    state: 'open',
    sort: 'created',
    limit: 100,
    count: false,
    actions: false,
  });
  return {
    matches: items
      .filter(matcherOf(spec))
      .map(({ number, title }) => ({ kind: 'record', ref: number, title })),
    examined: items.length,
    capped: nextCursor !== null,
  };
}
