import type { ApiOperation } from '../apiDocument';
import { refOf } from '../people';
import type { Reply } from '../wire';
import { LIFECYCLES } from './lifecycles';
import type { KnownRecord } from './KnownRecord';
import {
  comments,
  judgeAction,
  may,
  readsInternal,
  selfOf,
  type Caller,
} from './policy';
import type { Reading } from './readings';
import { inputOf } from './still';
import { SERVICE, type World } from './World';

export type Gate = 403 | 404 | 409 | 'through';

/** How the matrix calls an operation of a record, and whom it must let through. */
interface RecordCall {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** For callers who see the record. */
  gate?: (caller: Caller) => Gate;
  reads?: Reading;
  /** To be sent as If-Match; left out: the record's. */
  version?: number;
  /** Id of a part that is hidden from some who see the record. */
  hidden?: string;
  /** After it was let through. */
  done?: (caller: Caller, reply: Reply) => void;
}

/** States of an article in which its readers are asked whether it helped. */
const RELIED_ON = ['published', 'pending_retirement'];

/** The operations of one record; undefined for one that is not known here. */
export function callOf(
  world: World,
  operation: ApiOperation,
  r: KnownRecord,
): RecordCall | undefined {
  const { random } = world;
  const action = /\/actions\/(\w+)$/.exec(operation.path)?.[1];
  if (action && LIFECYCLES[r.kind][action]) {
    return {
      body: inputOf(world, r.kind, action),
      gate: caller => judgeAction(caller, r, action),
    };
  }
  const updates = (caller: Caller): Gate =>
    may(caller, 'update', r) ? 'through' : 403;
  const audience = random.pick(['public', 'internal']);
  const says = (caller: Caller): Gate =>
    comments(caller, r) && (audience === 'public' || readsInternal(caller, r))
      ? 'through'
      : 403;
  const entity = random.pick(['payments', 'web-shop', 'inventory']);
  const link = { role: 'affected', target: 'entity', ref: entity };
  const watching = (on: boolean) => (caller: Caller) => {
    const ref = selfOf(caller);
    r.watchers = r.watchers.filter(w => w !== ref);
    if (on) r.watchers.push(ref);
  };
  const comment = random.pick(['publicComment', 'internalComment'] as const);
  const { id, seq } = r[comment];
  const isNote = comment === 'internalComment';
  const ofComment: RecordCall = {
    params: { id },
    hidden: id,
    gate: caller => (isNote && !readsInternal(caller, r) ? 404 : 'through'),
  };
  const calls: Record<string, RecordCall> = {
    'get-record': { reads: 'view' },
    [`get-${r.kind}`]: { reads: 'view' },
    [`timeline-${r.kind}`]: { reads: 'timeline' },
    [`get-attachment-${r.kind}`]: random.pick([
      { reads: 'publicFile', params: { id: r.publicFile } },
      {
        reads: 'internalFile',
        params: { id: r.internalFile },
        hidden: r.internalFile,
        gate: (caller: Caller) => (readsInternal(caller, r) ? 'through' : 404),
      },
    ] as RecordCall[]),
    [`edit-${r.kind}`]: {
      body: random.pick<object>([
        { description: 'Edited, with the walrus' },
        { restricted: !r.restricted },
        { title: `Again ${r.words[2] ?? r.number}` },
        { requester: refOf(random.pick(['rita', 'eddie', 'sofia'] as const)) },
      ]),
      gate: updates,
    },
    [`comment-${r.kind}`]: { body: { text: 'I say', audience }, gate: says },
    [`comment-versions-${r.kind}`]: { ...ofComment, reads: comment },
    [`amend-comment-${r.kind}`]: {
      ...ofComment,
      version: seq,
      // Found by the same word as before
      body: { text: `${isNote ? r.whispered : r.words[3]} ${random()}` },
      gate: caller => {
        const sees = ofComment.gate!(caller);
        return sees === 'through' && caller !== SERVICE ? 403 : sees;
      },
      done: (_caller, reply) => {
        r[comment] = { id, seq: reply.body.timeline.items[0].seq };
      },
    },
    [`redact-${r.kind}`]: {
      body: { entry: 'no-such-entry' },
      gate: () => 404,
    },
    [`attach-${r.kind}`]: {
      query: { name: 'note.txt', audience },
      body: Buffer.from('note'),
      gate: says,
    },
    [`links-of-${r.kind}`]: { reads: 'links' },
    [`decide-proposal-of-${r.kind}`]: {
      body: { role: 'relatedTo', ref: 'INC-99999999', accept: true },
      gate: caller => (may(caller, 'act', r) ? 404 : 403),
    },
    [`link-${r.kind}`]: { body: link, gate: updates },
    [`unlink-${r.kind}`]: { query: link, gate: updates },
    [`vote-${r.kind}`]: {
      // With what was missing it would open a task, which the lists of this test do not know
      body: { helpful: random.below(2) > 0 },
      gate: caller => {
        if (caller.kind !== 'person') return 403;
        return RELIED_ON.includes(r.state) ? 'through' : 409;
      },
    },
    [`watch-${r.kind}`]: { done: watching(true) },
    [`unwatch-${r.kind}`]: { done: watching(false) },
    [`unknown-action-${r.kind}`]: {
      params: { action: 'frobnicate' },
      body: {},
      gate: () => 404,
    },
  };
  return calls[operation.id];
}
