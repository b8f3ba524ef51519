import {
  isOpen,
  LifecycleError,
  pickGiven,
  UnreadableRecordError,
  type ActContext,
  type ItsmRecord,
  type KindDefinition,
  type LinkRole,
  type Neighbour,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { followUp, type Acting } from '../records/acting';
import { asTarget } from '../records/readRelated';
import type { Records } from '../records/Records';
import type { RecordTransaction } from '../records/RecordTransaction';
import { numbersIn } from '../timeline/recordNumbers';

/** Links in memory at a time: a problem may have hundreds of incidents. */
const PAGE = 50;
/** Of records that a follow-up names, one after the other. */
const TARGETS = 10;

/** A link between two records: `holder` has it, `ref` is the number of the other one. */
interface RecordLink {
  holder: string;
  ref: string;
  role: LinkRole;
}

/**
 * Lets records follow those that they are linked with, as their kinds say (`onNeighbour`). What
 * they do follows from what both are when they do it, so that an entry that comes twice or late
 * does no harm; what a rule refuses by then is left to people.
 */
export function neighbourReactor(records: Records, now: () => number): Reactor {
  const { knex } = records;
  const { kinds } = records.options;
  /** One of the two, the one that holds the link or the other, does what the other asks for. */
  const follow = async (
    link: RecordLink,
    incoming: boolean,
    isNew: boolean,
  ) => {
    try {
      await followOne(link, incoming, isNew);
    } catch (error) {
      // One that can't be read must not keep the others from following
      if (!(error instanceof UnreadableRecordError)) throw error;
      records.options.onUnreadable?.(error);
    }
  };
  const followOne = (link: RecordLink, incoming: boolean, isNew: boolean) =>
    records.transaction(async tx => {
      const { holder, ref, role } = link;
      const other = await (incoming ? tx.byId(holder) : tx.byNumber(ref));
      const id = incoming ? await idOf(tx.knex, ref) : holder;
      // Locked before the link is looked at: from here on nobody takes it away
      const me = id && (await tx.hold(id));
      const kind = me && kinds.find(me.kind);
      if (!me || !kind || !other || !(await exists(tx.knex, link))) return;
      const open = isOpen(kinds.get(other.kind), other.state);
      const neighbour = { role, incoming, record: other, open, isNew };
      await performFirst(tx, kind, me, neighbour, followUp(now()));
    });

  const follows = (kindName: string) =>
    kinds.find(kindName)?.onNeighbour !== undefined;
  // What was switched off does nothing and is followed by nobody
  const isOn = (kindName: string) => kinds.find(kindName) !== undefined;

  return {
    name: 'neighbours',
    follows: (entry, kindName, linked) => {
      const kind = kinds.find(kindName);
      return (
        linked.some(link => link.target === 'record') ||
        (kind !== undefined && isTold(kind, entry.body))
      );
    },
    react: async ({ record, entry }) => {
      const isNew = !isTold(kinds.get(record.kind), entry.body);
      for await (const { kind, ...link } of linksOf(knex, record)) {
        if (!isOn(kind)) continue;
        const incoming = link.holder === record.id;
        if (follows(kind)) await follow(link, incoming, isNew);
        if (isNew && follows(record.kind)) {
          await follow(link, !incoming, isNew);
        }
      }
    },
  };
}

/** Whether an entry is about what linked records are told of. */
function isTold(kind: KindDefinition, body: Record<string, unknown>): boolean {
  const { to, fields } = body;
  const edited = Object.keys((fields as object | undefined) ?? {});
  return (
    (typeof to === 'string' &&
      (!isOpen(kind, to) || kind.tells?.states?.includes(to) === true)) ||
    edited.some(field => kind.tells?.fields?.includes(field))
  );
}

async function performFirst(
  tx: RecordTransaction,
  kind: KindDefinition,
  record: ItsmRecord,
  neighbour: Neighbour,
  acting: Acting,
): Promise<void> {
  for (const next of kind.onNeighbour?.(record, neighbour) ?? []) {
    try {
      const targets = await targetsOf(tx, next.input);
      await tx.act(record.id, next.action, next.input, { ...acting, targets });
      return;
    } catch (error) {
      // A rule refuses before anything is written
      if (!(error instanceof LifecycleError)) throw error;
    }
  }
}

/**
 * The records that a follow-up names, as they are now, and those that these name: what was a duplicate
 * may be one of another duplicate. A rule that needs more of them finds no end.
 */
async function targetsOf(
  tx: RecordTransaction,
  input: Record<string, unknown>,
): Promise<ActContext['targets']> {
  const targets = new Map();
  const named = new Set(numbersIn(input));
  // Goes on with what is added on the way
  for (const number of named) {
    if (targets.size === TARGETS) break;
    const kind = tx.options.kinds.find((await kindOf(tx.knex, number)) ?? '');
    const record = kind && (await tx.byNumber(number));
    if (!record) continue;
    const target = asTarget(kind, record);
    // Those who read by themselves are told fewer numbers; what the system does, it may know
    const numbers = pickGiven(record.data, kind.numberFields ?? []);
    targets.set(number, {
      ...target,
      fields: { ...target.fields, ...numbers },
    });
    for (const next of numbersIn(numbers)) named.add(next);
  }
  return targets;
}

async function idOf(knex: Knex, number: string): Promise<string | undefined> {
  const row = await knex('records').where({ number }).first('id');
  return row?.id;
}

/** Looked at before the record is: one of a kind that is switched off can't be read. */
async function kindOf(knex: Knex, number: string): Promise<string | undefined> {
  const row = await knex('records').where({ number }).first('kind');
  return row?.kind;
}

async function exists(knex: Knex, link: RecordLink): Promise<boolean> {
  const { holder, ref, role } = link;
  const row = await knex('links')
    .where({ record_id: holder, ref, role })
    .first('role');
  return row !== undefined;
}

/** Its links with records, then those that records hold towards it; `kind` is that of the other. */
async function* linksOf(
  knex: Knex,
  { id, number }: ItsmRecord,
): AsyncGenerator<RecordLink & { kind: string }> {
  yield* await knex('links')
    .where({ 'links.record_id': id, target: 'record' })
    .join('records', 'records.number', 'links.ref')
    .select({
      holder: 'links.record_id',
      ref: 'links.ref',
      role: 'links.role',
      kind: 'records.kind',
    });
  for (let after = ['', '']; ;) {
    const incoming = await knex('links')
      .where({ ref: number, target: 'record' })
      .andWhereRaw('(role, record_id) > (?, ?)', after)
      .orderBy(['role', 'record_id'])
      .limit(PAGE)
      .select({ holder: 'record_id' }, 'ref', 'role', 'kind');
    yield* incoming;
    if (incoming.length < PAGE) return;
    const last = incoming[incoming.length - 1];
    after = [last.role, last.holder];
  }
}
