import {
  advance,
  MissingError,
  type EntryDraft,
  type ItsmRecord,
  type Link,
  type LinkRole,
} from 'backstage-plugin-itsm-common';
import { withNotes, type Acting } from './acting';
import { movedBody } from '../timeline/changedFields';
import type { RecordTransaction } from './RecordTransaction';
import { refuse, refuseReadOnly, refuseUnknown } from './refuse';

/** Adds or removes links; a change of the affected entities may move the record. */
export async function relink(
  tx: RecordTransaction,
  recordId: string,
  change: { add: Link[]; remove: Link[] },
  acting: Acting,
): Promise<ItsmRecord> {
  const stored = await tx.lock(recordId, acting.ifMatch);
  refuseReadOnly(stored, 'link');
  const ctx = await tx.context(stored.record, acting);
  if (acting.reach) refuseUnknown(change.add, ctx.targets);
  const same = (a: Link, b: Link) => a.role === b.role && a.ref === b.ref;
  const held = ctx.links.filter(link => !link.incoming);
  // What was proposed holds once somebody links it who may
  const add = change.add.filter(
    link => !held.some(h => same(h, link) && !h.proposed),
  );
  // A link with a record that the caller may not know of is as good as absent
  const isKnown = ({ target, ref }: Link) =>
    target !== 'record' || !acting.reach || ctx.targets.has(ref);
  const remove = change.remove.filter(
    link => held.some(h => same(h, link)) && isKnown(link),
  );
  if (add.length + remove.length === 0) return stored.record;
  const entities = [...add, ...remove].some(l => l.role === 'affected');
  const meaning =
    stored.kind.onContentChanged?.(
      stored.record,
      entities ? 'entities' : 'links',
      ctx,
    ) ?? {};
  if (meaning.refused) refuse(stored, 'link', meaning.refused);
  const next = meaning.to
    ? advance(
        stored.kind,
        stored.record,
        { ...meaning.patch, state: meaning.to },
        ctx,
      )
    : withNotes(stored.record, meaning.patch?.data);
  const entry = (verb: 'linked' | 'unlinked', links: Link[]): EntryDraft[] =>
    links.length > 0 ? [{ verb, audience: 'public', body: { links } }] : [];
  const entries = [...entry('linked', add), ...entry('unlinked', remove)];
  entries[0].body = { ...entries[0].body, ...movedBody(stored.record, next) };
  return tx.commit(
    stored,
    { record: next, entries, links: { add, remove }, timers: [] },
    acting,
  );
}

/** A link that was proposed to a record, by the number of the one that is to hold it. */
export interface Proposal {
  role: LinkRole;
  ref: string;
}

/**
 * The people of a record accept a link that was proposed to it, or decline it. Both records say so. It is also
 * decided about a record that is closed: it may have caused what shows only now.
 *
 * @throws MissingError when there is no such proposal, LifecycleError when the link can't be any more
 */
export async function decideProposal(
  tx: RecordTransaction,
  target: ItsmRecord,
  { role, ref }: Proposal,
  isAccepted: boolean,
  acting: Acting,
): Promise<void> {
  const holder = await tx.byNumber(ref);
  if (!holder) throw new MissingError('proposal', ref);
  await tx.locks.both([holder.id, target.id]);
  const link: Link = { role, target: 'record', ref: target.number };
  const key = { record_id: holder.id, role, ref: target.number };
  const row = await tx.knex('links').where(key).first('proposed');
  if (!row?.proposed) throw new MissingError('proposal', ref);
  const entry = (links: unknown[]): EntryDraft => ({
    verb: isAccepted ? 'linked' : 'unlinked',
    audience: 'public',
    body: { links, consent: isAccepted ? 'accepted' : 'declined' },
  });
  await tx.append(target.id, entry([{ ...link, ref, incoming: true }]), acting);
  await tx.append(holder.id, entry([link]), acting, {
    links: isAccepted ? { add: [link] } : { remove: [link] },
  });
}
