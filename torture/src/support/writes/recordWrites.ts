import { createHash } from 'node:crypto';
import { KINDS, type KindName } from '../kinds';
import type { Question } from '../wire';
import type { StoredWrites } from './StoredWrites';
import type { Known, Write } from './Write';

const base = '/api/itsm/v1';
const pathOf = ({ plural, number }: Known) => `${base}/${plural}/${number}`;

/** An Idempotency-Key, or none. */
export const keyed = (key: string | undefined) =>
  key ? { headers: { 'idempotency-key': key } } : {};

const inEntries =
  (about: Known, verb: string, text: string) => (stored: StoredWrites) =>
    stored.contents(about.number, verb).filter(c => c.includes(text)).length;

/** Marks are looked for with their quotes: one may begin like another. */
const quoted = (mark: string) => JSON.stringify(mark);

/** What every record affects. */
const ENTITIES = ['checkout', 'payments', 'inventory'];

export const openIncident = (mark: string, key?: string): Write => ({
  mark,
  what: 'new incident',
  question: {
    method: 'POST',
    path: `${base}/incidents`,
    ...keyed(key),
    body: {
      title: mark,
      description: 'Every voucher since noon.',
      entities: ENTITIES,
      impact: 'medium',
      urgency: 'high',
    },
  },
  repeatable: key !== undefined,
  effects: stored => stored.titled(mark).length,
});

export const openChange = (mark: string, key?: string): Write => ({
  mark,
  what: 'new change',
  question: {
    method: 'POST',
    path: `${base}/changes`,
    ...keyed(key),
    body: {
      title: mark,
      type: 'normal',
      environment: 'staging',
      entities: ENTITIES,
      justification: 'It leaks',
      implementationPlan: 'Deploy',
      backoutPlan: 'Deploy the old one',
      testPlan: 'Buy something',
      plannedStart: '2026-01-01T00:00:00Z',
      plannedEnd: '2036-01-01T00:00:00Z',
      approvers: ['chen'],
    },
  },
  repeatable: key !== undefined,
  effects: stored => stored.titled(mark).length,
});

/** A record of any kind; `other` is what it is a part of, if it is one. */
export const openAny = (
  kind: KindName,
  mark: string,
  other: string,
  key?: string,
): Write => ({
  mark,
  what: `new ${kind}`,
  question: {
    method: 'POST',
    path: `${base}/${KINDS[kind].plural}`,
    ...keyed(key),
    body: { ...KINDS[kind].least(other), title: mark, entities: ENTITIES },
  },
  repeatable: key !== undefined,
  effects: stored => stored.titled(mark).length,
});

export const edit = (about: Known, mark: string): Write => ({
  mark,
  what: 'edit',
  about,
  question: {
    method: 'PATCH',
    path: pathOf(about),
    headers: { 'if-match': `"${about.version}"` },
    body: { description: mark },
  },
  repeatable: false,
  // What it was before comes first
  effects: inEntries(about, 'edited', `,${quoted(mark)}]`),
});

export const comment = (about: Known, mark: string, key?: string): Write => ({
  mark,
  what: 'comment',
  about,
  question: {
    method: 'POST',
    path: `${pathOf(about)}/comments`,
    ...keyed(key),
    body: { text: mark },
  },
  repeatable: key !== undefined,
  effects: inEntries(about, 'commented', quoted(mark)),
});

export interface LinkOf {
  role: string;
  target: 'entity' | 'record';
  ref: string;
}

const asLinked = ({ role, target, ref }: LinkOf) =>
  JSON.stringify({ ref, role, target });

export const link = (
  about: Known,
  mark: string,
  body: LinkOf,
  key?: string,
): Write => ({
  mark,
  what: `link ${body.role} ${body.ref}`,
  about,
  question: {
    method: 'POST',
    path: `${pathOf(about)}/links`,
    ...keyed(key),
    body,
  },
  repeatable: key !== undefined,
  effects: inEntries(about, 'linked', asLinked(body)),
});

export const unlink = (about: Known, mark: string, body: LinkOf): Write => ({
  mark,
  what: `removal of the link ${body.role} ${body.ref}`,
  about,
  question: {
    method: 'DELETE',
    path: `${pathOf(about)}/links?${new URLSearchParams({ ...body })}`,
  },
  repeatable: false,
  effects: inEntries(about, 'unlinked', asLinked(body)),
});

export const watch = (about: Known, mark: string): Write => ({
  mark,
  what: 'watching',
  about,
  question: { method: 'PUT', path: `${pathOf(about)}/watch` },
  repeatable: false,
  effects: stored => (stored.watches(about.number, 'service:admin') ? 1 : 0),
});

export function attach(about: Known, mark: string, key?: string): Write {
  const bytes = Buffer.from(mark.repeat(50));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    mark,
    what: 'file',
    about,
    question: {
      method: 'POST',
      path: `${pathOf(about)}/attachments?name=${mark}.txt`,
      headers: {
        'content-type': 'text/plain',
        ...keyed(key).headers,
      },
      body: bytes,
    },
    repeatable: key !== undefined,
    effects: stored => stored.files(`${mark}.txt`).length,
    faults: stored =>
      stored.files(`${mark}.txt`).some(file => file.sha256 !== sha256)
        ? ['it has other bytes than were sent']
        : [],
  };
}

export const act = (
  about: Known,
  mark: string,
  action: string,
  body: object,
  key?: string,
): Write => {
  const question: Question = {
    method: 'POST',
    path: `${pathOf(about)}/actions/${action}`,
    headers: { 'if-match': `"${about.version}"`, ...keyed(key).headers },
    body,
  };
  const told = `"action":"${action}"`;
  return {
    mark,
    what: `action ${action}`,
    about,
    question,
    repeatable: key !== undefined,
    effects: stored =>
      stored
        .contents(
          about.number,
          action === 'override_priority' ? 'edited' : 'moved',
        )
        .filter(c => c.includes(told) && c.includes(quoted(mark))).length,
  };
};
