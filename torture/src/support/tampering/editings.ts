import type { Seeded } from 'itsm-harness';
import { headOf, sealed, sealedFrom, type EntryRow } from './chain';
import { altered, rewritten, withRow, type Tampering } from './Tampering';

type Edit = (row: EntryRow, random: Seeded) => Partial<EntryRow>;

const COLUMNS: Record<string, Edit> = {
  id: ({ id }, random) => ({ id: altered(id, random) }),
  at: ({ at }, random) => ({ at: Number(at) - 1 - random.below(100_000) }),
  verb: ({ verb }) => ({
    verb: verb === 'commented' ? 'amended' : 'commented',
  }),
  audience: ({ audience }) => ({
    audience: audience === 'public' ? 'internal' : 'public',
  }),
  content: (row, random) => rewritten(row, random),
  salt: ({ salt }, random) => ({ salt: altered(salt!, random) }),
  body_hash: ({ body_hash }, random) => ({
    body_hash: altered(body_hash, random),
  }),
  prev: ({ prev }, random) => ({ prev: altered(prev, random) }),
  hash: ({ hash }, random) => ({ hash: altered(hash, random) }),
};

const inColumns = Object.entries(COLUMNS).map(([column, edit]): Tampering => ({
  name: `${column} edited`,
  apply: ({ chain: { entries }, at, random }) => ({
    entries: withRow(entries, at, {
      ...entries[at],
      ...edit(entries[at], random),
    }),
    trace: { by: 'chain', seqs: [at + 1] },
  }),
}));

/** One row is other than it was. */
export const editings: Tampering[] = [
  ...inColumns,
  {
    name: 'content edited and its row sealed anew',
    apply: ({ chain: { entries }, at, random }) => ({
      entries: withRow(
        entries,
        at,
        sealed(rewritten(entries[at], random), entries[at].prev),
      ),
      // The next one follows a hash that is gone
      trace: { by: 'chain', seqs: [at + 1, at + 2] },
    }),
  },
  {
    name: 'content edited and the chain sealed anew, but for its head',
    apply: ({ chain: { entries }, at, random }) => ({
      entries: sealedFrom(
        withRow(entries, at, rewritten(entries[at], random)),
        at,
      ),
      trace: { by: 'chain', seqs: [entries.length] },
    }),
  },
  {
    name: 'content edited and everything sealed anew',
    apply: ({ chain, at, random }) => {
      const entries = sealedFrom(
        withRow(chain.entries, at, rewritten(chain.entries[at], random)),
        at,
      );
      return { entries, head: headOf(entries), trace: { by: 'checkpoint' } };
    },
  },
  {
    name: 'content erased',
    apply: ({ chain: { entries }, at }) => ({
      entries: withRow(entries, at, {
        ...entries[at],
        content: null,
        salt: null,
      }),
      trace: { by: 'erased' },
    }),
  },
  {
    name: 'content erased and its hash edited',
    apply: ({ chain: { entries }, at, random }) => ({
      entries: withRow(entries, at, {
        ...entries[at],
        content: null,
        salt: null,
        body_hash: altered(entries[at].body_hash, random),
      }),
      trace: { by: 'chain', seqs: [at + 1] },
    }),
  },
  {
    name: "the head's number edited",
    apply: ({ chain: { entries, head }, random }) => ({
      entries,
      head: { ...head, seq: head.seq + random.pick([-1, 1, 1_000]) },
      trace: { by: 'chain', seqs: [entries.length, entries.length + 1] },
    }),
  },
  {
    name: "the head's hash edited",
    apply: ({ chain: { entries, head }, random }) => ({
      entries,
      head: { ...head, last_hash: altered(head.last_hash, random) },
      trace: { by: 'chain', seqs: [entries.length] },
    }),
  },
  {
    name: 'an entry moved out of what the checkpoint covers',
    apply: ({ chain: { entries }, at }) => ({
      entries: withRow(entries, at, {
        ...entries[at],
        ...(entries[at].tx === undefined
          ? { rowid: 2 ** 40 }
          : { tx: String(2n ** 60n) }),
      }),
      trace: { by: 'checkpoint' },
    }),
  },
];
