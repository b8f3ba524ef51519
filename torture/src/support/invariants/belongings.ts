import { isOpen } from 'backstage-plugin-itsm-common';
import { bodyOf } from './timeline';
import type { Row, StoredRecord, Tell } from './stored';

/** Flags and copies say what the record says, so that lists and permissions do. */
export function checkCopies(stored: StoredRecord, tell: Tell): void {
  const { kind, row, links, principals } = stored;
  const open = isOpen(kind, row.state) ? 1 : 0;
  if (row.is_open !== open) tell(`is_open is ${row.is_open} in ${row.state}`);
  const copies: Row = { kind: row.kind, is_open: open };
  // An upgrade begins with tables that don't repeat everything yet
  for (const column of ['restricted', 'desk']) {
    if (links.concat(principals).some(copy => column in copy)) {
      copies[column] = row[column];
    }
  }
  for (const [table, rows] of Object.entries({ links, principals })) {
    for (const copy of rows) {
      const old = Object.keys(copies).filter(c => copy[c] !== copies[c]);
      if (old.length > 0) {
        tell(
          `${table} ${copy.role} ${copy.ref} has another ${old.join(', ')} than the record`,
        );
      }
    }
  }
}

const FROM_ELSEWHERE = ['owner', 'container', 'watcher'];

/** Who was erased has no part in anything any more, wherever a record still says that there was somebody. */
const ERASED = /^\w+ user:~\/erased/;

/** Owners and containers come from the catalog, watchers from people; every other role is in the record. */
export function checkPrincipals(stored: StoredRecord, tell: Tell): void {
  const { kind, row, principals } = stored;
  const data = JSON.parse(row.data);
  const wanted = [
    `requester ${row.requester}`,
    `openedBy ${row.opened_by}`,
    ...(row.assignee ? [`assignee ${row.assignee}`] : []),
    ...(row.assignment_group
      ? [`assignmentGroup ${row.assignment_group}`]
      : []),
    ...(kind.principals?.({ ...row, data } as any) ?? []).map(
      p => `${p.role} ${p.ref}`,
    ),
  ];
  const given = principals
    .filter(p => !FROM_ELSEWHERE.includes(p.role))
    .map(p => `${p.role} ${p.ref}`);
  for (const role of wanted.filter(each => !ERASED.test(each))) {
    if (!given.includes(role)) tell(`lacks the principal ${role}`);
  }
  for (const role of given) {
    if (!wanted.includes(role)) tell(`has the principal ${role} by mistake`);
  }
}

/** The entities that it was opened with, and what its entries linked since, are linked. */
export function checkLinks({ entries, links }: StoredRecord, tell: Tell): void {
  if (entries.some(entry => entry.content === null)) return;
  const told = new Map<string, boolean>();
  for (const entry of entries) {
    const body = bodyOf(entry);
    if (entry.verb === 'created') {
      for (const ref of body.entities ?? []) told.set(`affected ${ref}`, true);
    }
    if (body.action === 'follow_duplicate') {
      // What it was linked with is another one's duplicate
      told.set(`causedBy ${body.problem}`, false);
    }
    if (entry.verb === 'linked' || entry.verb === 'unlinked') {
      for (const { role, ref, incoming } of body.links) {
        // One that the other record holds, or proposes
        if (incoming) continue;
        // Actions end a wait without saying for what
        if (role === 'waitsFor') continue;
        told.set(`${role} ${ref}`, entry.verb === 'linked');
      }
    }
  }
  const held = new Set(links.map(({ role, ref }) => `${role} ${ref}`));
  for (const [link, isLinked] of told) {
    if (held.has(link) !== isLinked) {
      tell(`${isLinked ? 'lost' : 'still has'} the link ${link}`);
    }
  }
}

/** The full text knows the record, at the rank under which the record looks for it. */
export function checkText({ row, textRanks }: StoredRecord, tell: Tell): void {
  if (!textRanks.includes(Number(row.text_rank))) {
    tell(`its text is not in the index at ${row.text_rank}`);
  }
}

/** Names of timers and the states in which they run. */
const RUN_IN: Record<string, readonly string[]> = {
  auto_close: ['incident resolved', 'request fulfilled'],
  quiet_period: ['change review'],
  risk_review: ['problem closed'],
  publication: ['article scheduled'],
  expiry: ['article published', 'article pending_retirement'],
  expiry_warning: ['article published', 'article pending_retirement'],
};

export function checkTimers({ row, timers }: StoredRecord, tell: Tell): void {
  const now = `${row.kind} ${row.state}`;
  for (const { name } of timers) {
    if (!RUN_IN[name]?.includes(now)) tell(`has the timer ${name} in ${now}`);
  }
  if (RUN_IN.auto_close.includes(now) && timers.length === 0) {
    tell(`is ${row.state} and nothing will close it`);
  }
}

/** Each file is told by an entry, and each entry's file is there. */
export function checkAttachments(stored: StoredRecord, tell: Tell): void {
  const { entries, attachments } = stored;
  const told = entries
    .filter(entry => entry.verb === 'attached' && entry.content !== null)
    .map(entry => bodyOf(entry).id);
  for (const { id, name } of attachments) {
    if (!told.includes(id)) tell(`has the file ${name} without an entry`);
  }
  for (const id of told) {
    if (!attachments.some(file => file.id === id)) tell(`lost the file ${id}`);
  }
}
