import {
  isOpen,
  LifecycleError,
  type FollowUp,
  type ItsmRecord,
  type KindDefinition,
  type LinkRole,
  type Neighbour,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { FOLLOW_UP } from '../records/acting';
import type { KindRegistry } from '../records/KindRegistry';
import { decodeRecord } from '../records/recordRow';
import type { Records } from '../records/Records';

/** Neighbours in memory at a time: a problem may have hundreds of incidents. */
const PAGE = 50;

interface Side {
  kind: KindDefinition;
  record: ItsmRecord;
}

interface Pair {
  role: LinkRole;
  /** True when the other one holds the link. */
  incoming: boolean;
  other: Side;
}

/**
 * Lets records follow those that they are linked with, as their kinds say (`onNeighbour`). What
 * they do follows from what both are now, so that an entry that comes twice or late does no harm;
 * what a rule refuses by then is left to people.
 */
export function neighbourReactor(records: Records, now: () => number): Reactor {
  const { knex } = records;
  const { kinds } = records.options;

  const perform = (id: string, { action, input }: FollowUp) =>
    records
      .transaction(tx =>
        tx.act(id, action, input, {
          actor: FOLLOW_UP,
          at: now(),
          capabilities: ['system'],
        }),
      )
      .then(
        () => true,
        error => {
          if (!(error instanceof LifecycleError)) throw error;
          return false;
        },
      );

  const follow = async ({ kind, record }: Side, neighbour: Neighbour) => {
    for (const next of kind.onNeighbour?.(record, neighbour) ?? []) {
      if (await perform(record.id, next)) return;
    }
  };

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
      const kind = kinds.get(record.kind);
      const isNew = !isTold(kind, entry.body);
      const me: Side = { kind, record };
      const pairs = pairsOf(knex, kinds, record);
      for await (const { role, incoming, other } of pairs) {
        await follow(other, {
          role,
          incoming: !incoming,
          isNew,
          ...seen(me),
        });
        if (isNew) {
          await follow(me, { role, incoming, isNew, ...seen(other) });
        }
      }
    },
  };
}

const seen = ({ kind, record }: Side) => ({
  record,
  open: isOpen(kind, record.state),
});

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

/** The records that it is linked with, those that hold the link last. */
async function* pairsOf(
  knex: Knex,
  kinds: KindRegistry,
  { id, number }: ItsmRecord,
): AsyncGenerator<Pair> {
  const pairOf = (row: any, incoming: boolean): Pair[] => {
    const kind = kinds.find(row.kind);
    if (!kind) return [];
    const { link_role: role, ...record } = row;
    const other = { kind, record: decodeRecord(kind, record) };
    return [{ role, incoming, other }];
  };
  const own = await knex('links')
    .where({ 'links.record_id': id, target: 'record' })
    .join('records', 'records.number', 'links.ref')
    .select('records.*', 'links.role as link_role');
  for (const row of own) yield* pairOf(row, false);
  for (let after = ['', '']; ;) {
    const holders = await knex('links')
      .where({ ref: number, target: 'record' })
      .andWhereRaw('(links.role, links.record_id) > (?, ?)', after)
      .join('records', 'records.id', 'links.record_id')
      .orderBy(['links.role', 'links.record_id'])
      .limit(PAGE)
      .select('records.*', 'links.role as link_role');
    for (const row of holders) yield* pairOf(row, true);
    if (holders.length < PAGE) return;
    const last = holders[holders.length - 1];
    after = [last.link_role, last.id];
  }
}
