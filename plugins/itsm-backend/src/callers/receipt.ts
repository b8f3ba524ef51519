import type { RecordView } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { presentRecord } from './presentRecord';
import { decodeRecord } from '../records/recordRow';
import type { Records } from '../records/Records';

/** What somebody who has just written a record, and may not read it, is told of it. */
export async function receiptOf(
  { knex, options }: Records,
  caller: Caller,
  number: string,
  at: number,
): Promise<RecordView> {
  const row = await knex('records').where({ number }).first();
  const kind = options.kinds.get(row?.kind);
  return presentRecord({
    kind,
    record: decodeRecord(kind, row),
    isInsider: false,
    ctx: {
      actor: caller.actor,
      at,
      settings: options.settings,
      links: [],
      targets: new Map(),
      ownershipRefs: [],
      capabilities: new Set(),
    },
    links: [],
    nextLinks: null,
    attachments: [],
    timeline: { items: [], nextCursor: null },
    watching: false,
    can: {
      edit: false,
      comment: false,
      commentInternally: false,
      watch: false,
      consent: false,
    },
    lacking: new Set(),
  });
}
