import {
  InvalidInputError,
  type KindDefinition,
  type Link,
  type LinkRole,
  type LinkView,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from '../access/Caller';
import { whereMeets, type Criteria } from '../access/criteria';
import { LINKS } from '../lists/drivers';
import { proposedAs } from '../records/linkRows';
import { presentLink } from './presentRecord';
import type { Records } from '../records/Records';

const PAGE = 50;

/** Where a page ended: the record that holds the last link, and the link's role. */
interface Place {
  id: string;
  role: string;
}

const CURSOR = /^([0-9a-f-]{36})\.([A-Za-z]{1,20})$/;

function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, id, role] = CURSOR.exec(cursor) ?? [];
  if (!id) {
    throw new InvalidInputError(
      'This cursor is not one that a page of links gave out; start without a cursor.',
      { cursor: cursor.slice(0, 100) },
      'invalid_cursor',
    );
  }
  return { id, role };
}

interface Row extends Place {
  ref: string;
  kind: string;
  title: string;
  state: string;
  priority: number | null;
  proposed: number;
}

/**
 * A page of the links that other records hold towards this one, newest record first, of those that the caller
 * may read: what somebody else linked hides nothing. Proposals come with the first page, however old they are.
 */
export async function readIncomingLinks(
  { knex, options }: Records,
  caller: Caller,
  number: string,
  cursor?: string,
): Promise<{ items: LinkView[]; nextCursor: string | null }> {
  const after = placeOf(cursor);
  const readable = await Promise.all(
    options.kinds.all.map(async kind => ({
      kind,
      criteria: await caller.criteria(kind.name, 'read'),
    })),
  );
  const towards = readable
    .filter(({ criteria }) => criteria !== false)
    .map(each => ({ ...each, number }));
  if (towards.length === 0) return { items: [], nextCursor: null };
  const found: Row[] = await pageOf(knex, towards, after);
  const proposals = found.filter(row => row.proposed > 0);
  const rows = found.filter(row => row.proposed === 0);
  const page = rows.slice(0, PAGE);
  const last = page[page.length - 1];
  return {
    items: [...proposals.slice(0, PAGE), ...page].map(row =>
      presentLink(asIncoming(row), {
        kind: options.kinds.get(row.kind),
        record: { ...row, priority: row.priority as any },
      }),
    ),
    nextCursor: rows.length > PAGE ? `${last.id}.${last.role}` : null,
  };
}

const asIncoming = ({
  role,
  ref,
  proposed,
}: Row): Link & { incoming: true } => ({
  role: role as LinkRole,
  target: 'record',
  ref,
  ...proposedAs(proposed),
  incoming: true,
});

interface Towards {
  number: string;
  kind: KindDefinition;
  criteria: Criteria;
}

/** One more than a page, of all kinds together, and on the first page the proposals, too. */
function pageOf(knex: Knex, towards: readonly Towards[], after?: Place) {
  const held = newestOf(knex, towards, { proposed: false, after });
  const links = after
    ? held
    : knex
        .select('*')
        .from(held.as('held'))
        .unionAll(
          knex
            .select('*')
            .from(newestOf(knex, towards, { proposed: true }).as('proposals')),
        );
  return knex
    .from(links.as('l'))
    .join('records as r', 'r.id', 'l.id')
    .orderBy([
      { column: 'l.id', order: 'desc' },
      { column: 'l.role', order: 'desc' },
    ])
    .select('l.id', 'l.role', 'l.proposed', {
      ref: 'r.number',
      kind: 'r.kind',
      title: 'r.title',
      state: 'r.state',
      priority: 'r.priority',
    });
}

/** The newest of the links of all kinds: a merge of ranges, each with its end. */
function newestOf(
  knex: Knex,
  towards: readonly Towards[],
  o: { proposed: boolean; after?: Place },
) {
  const [first, ...rest] = towards.map(each =>
    knex.select('*').from(rangeOf(knex, each, o).as('b')),
  );
  return knex
    .select('*')
    .from((rest.length > 0 ? first.unionAll(rest) : first).as('u'))
    .orderBy([
      { column: 'u.id', order: 'desc' },
      { column: 'u.role', order: 'desc' },
    ])
    .limit(PAGE + 1);
}

function rangeOf(
  knex: Knex,
  { number, kind, criteria }: Towards,
  { proposed, after }: { proposed: boolean; after?: Place },
) {
  const query = knex
    .from('links as l')
    .where({ 'l.ref': number, 'l.target': 'record', 'l.kind': kind.name })
    .where('l.proposed', proposed ? '>' : '=', 0)
    .orderBy([
      { column: 'l.record_id', order: 'desc' },
      { column: 'l.role', order: 'desc' },
    ])
    .limit(PAGE + 1)
    .select({ id: 'l.record_id' }, 'l.role', 'l.proposed');
  if (after) {
    query.whereRaw('(l.record_id, l.role) < (?, ?)', [after.id, after.role]);
  }
  whereMeets(query, criteria, LINKS);
  return query;
}
