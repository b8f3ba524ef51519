import {
  needsConsent,
  type Link,
  type Refusal,
} from 'backstage-plugin-itsm-common';
import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { Acting } from './acting';
import type { StoredRecord } from './StoredRecord';
import type { KindRegistry } from './KindRegistry';
import type { Locks } from './Locks';
import type { Reach } from './acting';
import { seenAs } from './readLinks';
import { readRows, resourceOf } from './readRecords';
import { refuse } from './refuse';

/** A record that one links to everything says nothing, and its rules would read all of it. */
const MOST_LINKS = 500;
/** Parents above each other. */
const DEEPEST = 20;

/** The part of a transaction that links are made in. */
interface Linking {
  knex: Knex.Transaction;
  locks: Locks;
  kinds: KindRegistry;
}

/**
 * The links that a record is to hold, as they will stand. One that could move the other record holds only if
 * whoever makes it may act on that one, and is a proposal otherwise. What trusted code links always holds.
 *
 * @throws LifecycleError for a link that the record can't hold
 */
export async function linksToHold(
  linking: Linking,
  stored: StoredRecord,
  links: readonly Link[],
  { reach, capabilities = [] }: Acting,
): Promise<Link[]> {
  if (!links.some(link => link.target === 'record')) return [...links];
  const { knex, locks, kinds } = linking;
  const numbers = links
    .filter(link => link.target === 'record')
    .map(link => link.ref);
  await locks.others(numbers);
  const rows = await readRows(knex, 'number', numbers);
  const targets = new Map(rows.map(row => [row.number, row]));
  await refuseTooMany(linking, stored, links.length);
  const checked: Link[] = [];
  for (const link of links) {
    const row = link.target === 'record' ? targets.get(link.ref) : undefined;
    if (row) {
      const refusal =
        stored.kind.refuseLink?.(link, seenAs(kinds, row)) ??
        (link.role === 'parent'
          ? await refuseParent(linking, stored, link.ref, reach)
          : undefined);
      if (refusal) refuse(stored, 'link', refusal);
    }
    const isProposal =
      row &&
      reach &&
      needsConsent(kinds.find(row.kind)?.asks, link.role, stored.kind.name) &&
      !reach.may('act', resourceOf(row));
    const proposed = capabilities.includes('agent') ? 'agent' : 'anybody';
    checked.push(isProposal ? { ...link, proposed } : link);
  }
  return checked;
}

async function refuseTooMany(
  { knex }: Linking,
  stored: StoredRecord,
  added: number,
): Promise<void> {
  if (stored.isNew) return;
  const held = await knex('links')
    .where({ record_id: stored.record.id })
    .limit(MOST_LINKS)
    .pluck('ref');
  if (held.length + added > MOST_LINKS) {
    refuse(stored, 'link', {
      code: 'too_many_links',
      params: { most: MOST_LINKS },
    });
  }
}

/** A record is a part of one other, and of none that is a part of it. */
async function refuseParent(
  linking: Linking,
  { record }: StoredRecord,
  parent: string,
  reach: Reach | undefined,
): Promise<Refusal | undefined> {
  const [first] = await parentsOf(linking.knex, record.number);
  if (first && first !== parent) {
    const [ref] = await readableOf(linking, [first], reach);
    return { code: 'has_parent', params: { ref } };
  }
  const path = [record.number];
  for (let at: string | undefined = parent; at;) {
    path.push(at);
    if (at === record.number || path.length > DEEPEST) {
      return {
        code: at === record.number ? 'parent_ring' : 'parents_too_deep',
        params: { path: await readableOf(linking, path, reach) },
      };
    }
    // Locked on the way up: a ring of many is closed by many at once
    await linking.locks.others([at]);
    [at] = await parentsOf(linking.knex, at);
  }
  return undefined;
}

const parentsOf = (knex: Knex, number: string): Promise<string[]> =>
  knex('links as l')
    .join('records as r', 'r.id', 'l.record_id')
    .where({ 'r.number': number, 'l.role': 'parent', 'l.target': 'record' })
    .limit(1)
    .pluck('l.ref');

/** Numbers, with dots for those that the caller may not know of. */
async function readableOf(
  { knex }: Linking,
  numbers: readonly string[],
  reach: Reach | undefined,
): Promise<string[]> {
  const rows = await readRows(knex, 'number', numbers);
  const mayRead = (resource: RecordResource) =>
    !reach || reach.may('read', resource);
  const readable = new Set(
    rows.filter(row => mayRead(resourceOf(row))).map(row => row.number),
  );
  return numbers.map(number => (readable.has(number) ? number : '…'));
}
