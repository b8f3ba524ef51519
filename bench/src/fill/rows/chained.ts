import type { Actor, EntryDraft } from 'backstage-plugin-itsm-common';
import type { Seeded } from 'itsm-harness';
import {
  bodyHashOf,
  canonicalJson,
  entryHashOf,
  type EntryRow,
} from '../engine';
import { idAt, salt } from '../ids';

/** The engine's `chainEntries` with ids and salts that a seed determines. */
export function chained(
  drafts: readonly EntryDraft[],
  o: {
    recordId: string;
    seq: number;
    lastHash: string;
    actor: Actor;
    at: number;
    random: Seeded;
  },
): EntryRow[] {
  let { seq, lastHash: prev } = o;
  return drafts.map((draft, order) => {
    const salted = salt(o.random);
    const content = canonicalJson({ actor: o.actor, body: draft.body });
    seq += 1;
    const unsealed = {
      id: idAt(o.random, o.at, order),
      record_id: o.recordId,
      seq,
      at: o.at,
      verb: draft.verb,
      audience: draft.audience,
      content,
      salt: salted,
      body_hash: bodyHashOf(salted, content),
      prev,
      amends: null,
    };
    prev = entryHashOf(unsealed);
    return { ...unsealed, hash: prev };
  });
}
