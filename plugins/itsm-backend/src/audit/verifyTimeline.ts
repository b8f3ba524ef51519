import type { Knex } from 'knex';
import { isPostgres, toNumber } from '../database/database';
import {
  amendedBy,
  bodyHashOf,
  decodeEntry,
  entryHashOf,
  GENESIS,
  type EntryRow,
} from '../timeline/entryChain';
import { remainsIn } from '../timeline/redaction';

/** One thing that is wrong with a timeline. */
interface Finding {
  /** Number of the record; null when an entry belongs to no record. */
  record: string | null;
  seq: number | null;
  /**
   * edited: content or a column was changed · missing: an entry between others is gone ·
   * inserted: an entry does not follow the one before it · cut: the last entries are gone ·
   * orphaned: an entry without its record.
   */
  fault: 'edited' | 'missing' | 'inserted' | 'cut' | 'orphaned';
}

export interface Verdict {
  entries: number;
  records: number;
  /** Entries of erased persons: their chain holds, their content is gone on purpose. */
  erased: number;
  /** Entries of which something was taken back: an entry of their chain says by whom, and seals what is left. */
  redacted: number;
  findings: Finding[];
}

/** Findings listed; what comes after them is only counted as broken. */
const MAX_FINDINGS = 100;
const BATCH = 1_000;

interface Head {
  id: string;
  number: string;
  seq: number;
  last_hash: string;
}

/**
 * Recomputes every hash of every chain (or of one record's) and compares the chain's end with what
 * the record says it is. Reads in pages; nothing is locked.
 */
export async function verifyTimeline(
  knex: Knex,
  options: { number?: string } = {},
): Promise<Verdict> {
  const verdict: Verdict = {
    entries: 0,
    records: 0,
    erased: 0,
    redacted: 0,
    findings: [],
  };
  let after = '';
  for (;;) {
    const { heads, rows } = await readBatch(knex, after, options.number);
    const byRecord = new Map<string, EntryRow[]>();
    for (const row of rows) {
      const chain = byRecord.get(row.record_id) ?? [];
      chain.push(row);
      byRecord.set(row.record_id, chain);
    }
    for (const head of heads) {
      verdict.records += 1;
      verifyChain(head, byRecord.get(head.id) ?? [], verdict);
    }
    if (heads.length < BATCH) break;
    after = heads[heads.length - 1].id;
  }
  if (!options.number) await findOrphans(knex, verdict);
  return verdict;
}

/** Heads and their entries as of one moment: a commit in between would look like a forgery. */
async function readBatch(
  knex: Knex,
  after: string,
  number?: string,
): Promise<{ heads: Head[]; rows: EntryRow[] }> {
  return knex.transaction(
    async trx => {
      const heads: Head[] = await trx('records')
        .where('id', '>', after)
        .modify(query => {
          if (number) query.where({ number });
        })
        .orderBy('id')
        .limit(BATCH)
        .select('id', 'number', 'seq', 'last_hash');
      const rows: EntryRow[] = heads.length
        ? await trx('entries')
            .whereIn(
              'record_id',
              heads.map(head => head.id),
            )
            .orderBy(['record_id', 'seq'])
        : [];
      return { heads, rows };
    },
    isPostgres(knex) ? { isolationLevel: 'repeatable read' } : undefined,
  );
}

function verifyChain(head: Head, chain: EntryRow[], verdict: Verdict): void {
  const find = (seq: number | null, fault: Finding['fault']) => {
    if (verdict.findings.length < MAX_FINDINGS) {
      verdict.findings.push({ record: head.number, seq, fault });
    }
  };
  const remains = remainsIn(chain);
  let prev = GENESIS;
  let expected = 1;
  for (const row of chain) {
    verdict.entries += 1;
    if (row.content === null) verdict.erased += 1;
    if (row.seq > expected) find(expected, 'missing');
    // Which comment it amends is part of the body; the column repeats it
    const bodyHash =
      row.content === null
        ? row.body_hash
        : bodyHashOf(row.salt ?? '', row.content);
    const isRedacted =
      bodyHash !== row.body_hash && bodyHash === remains.get(row.id);
    if (isRedacted) verdict.redacted += 1;
    const bodyIntact =
      row.content === null ||
      ((bodyHash === row.body_hash || isRedacted) &&
        amendedBy(decodeEntry(row)) === row.amends);
    const rowIntact =
      entryHashOf({ ...row, at: toNumber(row.at) }) === row.hash;
    if (!bodyIntact || !rowIntact) find(row.seq, 'edited');
    else if (row.seq === expected && row.prev !== prev)
      find(row.seq, 'inserted');
    prev = row.hash;
    expected = row.seq + 1;
  }
  if (head.seq >= expected) find(expected, 'cut');
  else if (head.seq < expected - 1) find(expected - 1, 'inserted');
  else if (head.last_hash !== prev) find(head.seq, 'edited');
}

async function findOrphans(knex: Knex, verdict: Verdict): Promise<void> {
  const orphans = await knex('entries')
    .leftJoin('records', 'records.id', 'entries.record_id')
    .whereNull('records.id')
    .limit(MAX_FINDINGS)
    .select('entries.seq as seq');
  for (const { seq } of orphans) {
    verdict.findings.push({ record: null, seq, fault: 'orphaned' });
  }
}
