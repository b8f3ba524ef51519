import {
  isOpen,
  type ItsmRecord,
  type KindDefinition,
  type RecordPatch,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import {
  readDescribed,
  readOwners,
  readStanding,
  type EntityFacts,
} from '../entities/entityFacts';

/** Who is to work on a record. */
export interface Route {
  assignee?: string;
  assignmentGroup?: string;
  /** For a record that has none. */
  category?: string;
  /** What administrators decided that made it so. */
  routedBy?: { definition: string; version: number }[];
}

/** A record of which nobody owns what it affects. */
export interface Unowned {
  record: Pick<ItsmRecord, 'kind' | 'desk' | 'category' | 'environment'>;
  entities: readonly Pick<EntityFacts, 'ref' | 'containers' | 'tier'>[];
}

/** Says where records go that affect nothing with an owner. It is read before the transaction, and asked in it. */
export type RecordRouter = (
  unowned: Unowned,
) => Pick<Route, 'assignmentGroup' | 'category' | 'routedBy'>;

/** Of an installation without rules. */
export const noRouter: RecordRouter = () => ({});

/**
 * Who works on a record that nobody was named for: the group that owns the first affected entity with
 * an owner, else the person who owns it, else whom the rules name, else the group for everything without an owner.
 */
export async function routeOf(
  knex: Knex,
  fallbackGroup: string | undefined,
  named: Pick<RecordPatch, 'assignee' | 'assignmentGroup'>,
  entities: readonly string[],
  rules: { router: RecordRouter; record: Unowned['record'] },
): Promise<Route> {
  if (named.assignmentGroup) return { assignmentGroup: named.assignmentGroup };
  const owners = (await readOwners(knex, entities)).map(refs => ({
    group: refs.find(ref => ref.startsWith('group:')),
    person: refs.find(ref => ref.startsWith('user:')),
  }));
  const owner = owners.find(({ group, person }) => group ?? person);
  if (owner?.group) return { assignmentGroup: owner.group };
  if (named.assignee) return {};
  if (owner) return { assignee: owner.person };
  if (rules.router === noRouter) return { assignmentGroup: fallbackGroup };
  const routed = rules.router({
    record: rules.record,
    entities: await readDescribed(knex, entities),
  });
  return {
    ...routed,
    assignmentGroup: routed.assignmentGroup ?? fallbackGroup,
  };
}

/**
 * Whether a record waits for somebody to find out whose it is: it is open, no person works on it, and it
 * has no group, or the one that only has it because nothing affected has an owner.
 */
export async function isUnowned(
  knex: Knex,
  fallbackGroup: string | undefined,
  kind: KindDefinition,
  { state, assignee, assignmentGroup }: ItsmRecord,
  affected: () => Promise<readonly string[]>,
): Promise<boolean> {
  const isOver = !isOpen(kind, state) || kind.states[state].settled;
  if (isOver || assignee) return false;
  if (assignmentGroup === null) return true;
  if (assignmentGroup !== fallbackGroup) return false;
  const { owners } = await readStanding(knex, await affected());
  return owners.length === 0;
}

/** The entities that a record affects. */
export const affectedOf = (knex: Knex, recordId: string): Promise<string[]> =>
  knex('links')
    .where({ record_id: recordId, role: 'affected', target: 'entity' })
    .orderBy('position')
    .pluck('ref');
