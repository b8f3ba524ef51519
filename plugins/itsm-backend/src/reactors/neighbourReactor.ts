import {
  isOpen,
  LifecycleError,
  needsConsent,
  pickGiven,
  recordNumbersOf,
  UnreadableRecordError,
  type ItsmRecord,
  type KindDefinition,
  type Link,
  type Neighbour,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { followUp } from '../records/acting';
import { systemReach } from '../records/acting';
import type { Records } from '../records/Records';
import type { RecordTransaction } from '../records/RecordTransaction';
import { linkExists, linksOf, type RecordLink } from './recordLinks';
import { tellProposal } from './tellProposal';
import { watchSurvivor } from './watchSurvivor';

/** Of records that a follow-up names, one after the other. */
const TARGETS = 10;

/**
 * Lets records follow those that they are linked with, as their kinds say (`onNeighbour`). What
 * they do follows from what both are when they do it, so that an entry that comes twice or late
 * does no harm; what a rule refuses by then is left to people. A record follows what others link
 * with it only as far as its kind asks about such links, and its people have agreed.
 */
export function neighbourReactor(records: Records, now: () => number): Reactor {
  const { knex } = records;
  const { kinds } = records.options;
  /** One of the two, the one that holds the link or the other, does what the other asks for. */
  const follow = async (...what: Parameters<typeof followOne>) => {
    try {
      await followOne(...what);
    } catch (error) {
      // One that can't be read must not keep the others from following
      if (!(error instanceof UnreadableRecordError)) throw error;
      records.options.onUnreadable?.(error);
    }
  };
  const followOne = (
    link: RecordLink,
    incoming: boolean,
    o: Pick<Neighbour, 'isNew' | 'isGone'>,
  ) =>
    records.transaction(async tx => {
      const { holder, ref, role } = link;
      const other = await (incoming ? tx.byId(holder) : tx.byNumber(ref));
      const id = incoming ? await idOf(tx.knex, ref) : holder;
      // Locked before the link is looked at: from here on nobody takes it away
      const me = id && (await tx.hold(id));
      const kind = me && kinds.find(me.kind);
      if (!me || !kind || !other) return;
      if (incoming && !needsConsent(kind.asks, role, other.kind)) return;
      const isThere = await linkExists(tx.knex, link, incoming);
      if (isThere === Boolean(o.isGone)) return;
      const open = isOpen(kinds.get(other.kind), other.state);
      const neighbour = { role, incoming, record: other, open, ...o };
      await performFirst(tx, kind, me, neighbour, now());
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
        [...linked, ...linksIn(entry.body)].some(
          link => link.target === 'record',
        ) ||
        (kind !== undefined && isTold(kind, entry.body))
      );
    },
    react: async ({ record, entry }) => {
      if (entry.verb === 'unlinked') {
        for (const { role, ref } of linksIn(entry.body)) {
          const link = { holder: record.id, ref, role };
          await follow(link, true, { isNew: false, isGone: true });
        }
        return;
      }
      const isNew = !isTold(kinds.get(record.kind), entry.body);
      for await (const { kind, proposed, ...link } of linksOf(knex, record)) {
        if (!isOn(kind)) continue;
        const incoming = link.holder === record.id;
        if (incoming && proposed) {
          await tellProposal(records, record, link, entry);
        }
        if (incoming && link.role === 'duplicateOf') {
          await watchSurvivor(records, record, link.ref);
        }
        if (follows(kind)) await follow(link, incoming, { isNew });
        if (isNew && follows(record.kind)) {
          await follow(link, !incoming, { isNew });
        }
      }
    },
  };
}

/** Links that an entry tells of, and that its own record holds. */
const linksIn = (body: Record<string, unknown>): Link[] =>
  Array.isArray(body.links)
    ? body.links.filter(link => link?.target === 'record' && !link.incoming)
    : [];

/** Whether an entry is about what linked records are told of. */
function isTold(kind: KindDefinition, body: Record<string, unknown>): boolean {
  const { to, fields } = body;
  const edited = Object.keys((fields as object | undefined) ?? {});
  return (
    (typeof to === 'string' &&
      (!isOpen(kind, to) ||
        kind.notifiesLinkedOn?.states?.includes(to) === true)) ||
    edited.some(field => kind.notifiesLinkedOn?.fields?.includes(field))
  );
}

async function performFirst(
  tx: RecordTransaction,
  kind: KindDefinition,
  record: ItsmRecord,
  neighbour: Neighbour,
  at: number,
): Promise<void> {
  for (const next of kind.onNeighbour?.(record, neighbour) ?? []) {
    try {
      const { input } = kind.actions[next.action];
      const named = recordNumbersOf(input, next.input);
      const reach = systemReach(await namedIn(tx, named));
      const acting = { ...followUp(at), reach };
      await tx.act(record.id, next.action, next.input, acting);
      return;
    } catch (error) {
      // A rule refuses before anything is written
      if (!(error instanceof LifecycleError)) throw error;
    }
  }
}

/**
 * The records that a follow-up names, and those that these name: what was a duplicate may be one of another
 * duplicate. A rule that needs more of them finds no end.
 */
async function namedIn(
  tx: RecordTransaction,
  numbers: readonly string[],
): Promise<string[]> {
  const named = new Set(numbers);
  // Goes on with what is added on the way
  for (const number of named) {
    if (named.size >= TARGETS) break;
    const kind = tx.options.kinds.find((await kindOf(tx.knex, number)) ?? '');
    const record = kind && (await tx.byNumber(number));
    if (!record) continue;
    const more = pickGiven(record.data, kind.numberFields ?? []);
    for (const next of Object.values(more)) {
      if (typeof next === 'string') named.add(next);
    }
  }
  return [...named];
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
