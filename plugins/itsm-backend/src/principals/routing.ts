import {
  isOpen,
  type ItsmRecord,
  type KindDefinition,
  type RecordPatch,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Desks } from '../desks/Desks';
import {
  readDescribed,
  readOwners,
  readStanding,
  type DescribedEntity,
} from '../entities/entityFacts';

/** Who is to work on a record. */
export interface Route {
  assignee?: string;
  assignmentGroup?: string;
  /** For a record that has none. */
  category?: string;
  /** For a record that nobody chose a desk for. */
  desk?: string;
  /** What administrators decided that made it so. */
  routedBy?: { definition: string; version: number }[];
}

/** A record of which nobody owns what it affects. */
export interface Unowned {
  record: Pick<ItsmRecord, 'kind' | 'desk' | 'category' | 'environment'>;
  entities: readonly DescribedEntity[];
  /** Rules about the desk do not count. */
  isDeskChosen?: boolean;
}

/** Says where records go that affect nothing with an owner. It is read before the transaction, and asked in it. */
export type RecordRouter = (
  unowned: Unowned,
) => Pick<Route, 'assignmentGroup' | 'category' | 'desk' | 'routedBy'>;

/** Of an installation without rules. */
export const noRouter: RecordRouter = () => ({});

/**
 * Who works on a record that nobody was named for: the group that owns the first affected entity with
 * an owner, else the person who owns it, else whom the rules name, else the group of the desk, else the group for
 * everything without an owner. What a confidential desk gets is its own, whoever owns what it affects.
 */
export async function routeOf(
  knex: Knex,
  desks: Desks,
  named: Pick<RecordPatch, 'assignee' | 'assignmentGroup'>,
  entities: readonly string[],
  rules: Pick<Unowned, 'record' | 'isDeskChosen'> & { router: RecordRouter },
): Promise<Route> {
  if (named.assignmentGroup) return { assignmentGroup: named.assignmentGroup };
  const { record, isDeskChosen = true, router } = rules;
  const isOwn = desks.isConfidential(record.desk);
  const owned = isOwn ? [] : await readOwners(knex, entities);
  const owners = owned.map(refs => ({
    group: refs.find(ref => ref.startsWith('group:')),
    person: refs.find(ref => ref.startsWith('user:')),
  }));
  const owner = owners.find(({ group, person }) => group ?? person);
  if (owner?.group) return { assignmentGroup: owner.group };
  if (named.assignee) return {};
  if (owner) return { assignee: owner.person };
  if (router === noRouter) {
    return { assignmentGroup: desks.groupOf(record.desk) };
  }
  const { desk, ...routed } = router({
    record,
    isDeskChosen,
    entities: await readDescribed(knex, entities),
  });
  const isElsewhere = desk !== undefined && desks.has(desk);
  const at = isElsewhere ? desk : record.desk;
  return {
    ...routed,
    ...(isElsewhere && { desk }),
    assignmentGroup: groupAt(desks, at, routed.assignmentGroup),
  };
}

/** A rule that thinks of all desks lets nobody into a confidential one. */
const groupAt = (desks: Desks, desk: string, routed: string | undefined) =>
  routed && (!desks.isConfidential(desk) || desks.isWorkedBy(desk, [routed]))
    ? routed
    : desks.groupOf(desk);

/**
 * Whether a record waits for somebody to find out whose it is: it is open, no person works on it, and it
 * has no group, or one that only has it because nothing affected has an owner.
 */
export async function isUnowned(
  knex: Knex,
  desks: Desks,
  kind: KindDefinition,
  { desk, state, assignee, assignmentGroup }: ItsmRecord,
  affected: () => Promise<readonly string[]>,
): Promise<boolean> {
  const isOver = !isOpen(kind, state) || kind.states[state].settled;
  if (isOver || assignee) return false;
  if (assignmentGroup === null) return true;
  if (!desks.isFallback(desk, assignmentGroup)) return false;
  const { owners } = await readStanding(knex, await affected());
  return owners.length === 0;
}

/** The entities that a record affects. */
export const affectedOf = (knex: Knex, recordId: string): Promise<string[]> =>
  knex('links')
    .where({ record_id: recordId, role: 'affected', target: 'entity' })
    .orderBy('position')
    .pluck('ref');
