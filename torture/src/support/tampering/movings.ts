import { randomUUID } from 'node:crypto';
import { headOf, sealed, sealedFrom, type EntryRow } from './chain';
import {
  numbered,
  rewritten,
  withRow,
  type Scene,
  type Tampering,
} from './Tampering';

/** A second entry after the one at `at`, and the later ones one further. */
function inserted({ chain: { entries }, at, random }: Scene): EntryRow[] {
  const forged = { ...rewritten(entries[at], random), id: randomUUID() };
  // Two rows can't have one place; any other below the watermark was given out
  if (forged.rowid !== undefined) forged.rowid = -1 - random.below(1_000_000);
  const rows = numbered([
    ...entries.slice(0, at + 1),
    forged,
    ...entries.slice(at + 1),
  ]);
  return withRow(rows, at + 1, sealed(rows[at + 1], entries[at].hash));
}

/** Two entries, the later one being that of the scene or the next. */
function pair({ chain: { entries }, at }: Scene): [number, number] {
  return at + 1 < entries.length ? [at, at + 1] : [at - 1, at];
}

/** Rows are added, or are where they were not. */
export const movings: Tampering[] = [
  {
    name: 'an entry inserted',
    apply: scene => ({
      entries: inserted(scene),
      trace: { by: 'chain', seqs: [scene.at + 2, scene.at + 3] },
    }),
  },
  {
    name: 'an entry inserted and everything sealed anew',
    apply: scene => {
      const entries = sealedFrom(inserted(scene), scene.at + 1);
      return { entries, head: headOf(entries), trace: { by: 'checkpoint' } };
    },
  },
  {
    name: 'two entries with each other’s number',
    apply: scene => {
      const { entries } = scene.chain;
      const [i, j] = pair(scene);
      const swapped = withRow(entries, i, { ...entries[j], seq: i + 1 });
      return {
        entries: withRow(swapped, j, { ...entries[i], seq: j + 1 }),
        trace: { by: 'chain', seqs: [i + 1, j + 1] },
      };
    },
  },
  {
    name: 'two entries with each other’s content',
    apply: scene => {
      const { entries } = scene.chain;
      const [i, j] = pair(scene);
      const contentOf = ({ content, salt, body_hash }: EntryRow) => ({
        content,
        salt,
        body_hash,
      });
      const swapped = withRow(entries, i, {
        ...entries[i],
        ...contentOf(entries[j]),
      });
      return {
        entries: withRow(swapped, j, {
          ...entries[j],
          ...contentOf(entries[i]),
        }),
        trace: { by: 'chain', seqs: [i + 1, j + 1] },
      };
    },
  },
  {
    name: 'two entries in the other order and everything sealed anew',
    apply: scene => {
      const rows = [...scene.chain.entries];
      const [i, j] = pair(scene);
      [rows[i], rows[j]] = [rows[j], rows[i]];
      const entries = sealedFrom(numbered(rows), i);
      return { entries, head: headOf(entries), trace: { by: 'checkpoint' } };
    },
  },
  {
    name: 'an entry moved to another record',
    apply: ({ chain: { entries }, at, other }) => ({
      entries: withRow(entries, at, {
        ...entries[at],
        record_id: other.recordId,
        seq: other.freeSeq,
      }),
      trace: { by: 'chain', seqs: [at + 1] },
    }),
  },
  {
    name: 'an entry moved to no record',
    apply: ({ chain: { entries }, at }) => ({
      entries: withRow(entries, at, {
        ...entries[at],
        record_id: randomUUID(),
      }),
      trace: { by: 'orphan', seq: at + 1 },
    }),
  },
];
