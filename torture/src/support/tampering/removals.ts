import { headOf, sealedFrom } from './chain';
import { numbered, withoutRow, type Tampering } from './Tampering';

/** Rows are gone. */
export const removals: Tampering[] = [
  {
    name: 'an entry deleted',
    apply: ({ chain: { entries }, at }) => ({
      entries: withoutRow(entries, at),
      trace: { by: 'chain', seqs: [at + 1] },
    }),
  },
  {
    name: 'an entry deleted and the later ones renumbered',
    apply: ({ chain: { entries }, at }) => ({
      entries: numbered(withoutRow(entries, at)),
      trace: { by: 'chain', seqs: [at + 1] },
    }),
  },
  {
    name: 'an entry deleted and the later ones sealed anew',
    apply: ({ chain: { entries }, at }) => ({
      entries: sealedFrom(numbered(withoutRow(entries, at)), at),
      trace: { by: 'chain', seqs: [entries.length] },
    }),
  },
  {
    name: 'an entry deleted and everything sealed anew',
    apply: ({ chain, at }) => {
      const entries = sealedFrom(numbered(withoutRow(chain.entries, at)), at);
      return { entries, head: headOf(entries), trace: { by: 'checkpoint' } };
    },
  },
  {
    name: 'the end cut off',
    apply: ({ chain: { entries }, at }) => ({
      entries: entries.slice(0, at),
      trace: { by: 'chain', seqs: [at + 1] },
    }),
  },
  {
    name: 'the end cut off and the head corrected',
    apply: ({ chain, at }) => {
      const entries = chain.entries.slice(0, at);
      return { entries, head: headOf(entries), trace: { by: 'checkpoint' } };
    },
  },
  {
    name: 'the whole timeline emptied',
    apply: () => ({ entries: [], trace: { by: 'chain', seqs: [1] } }),
  },
  {
    name: 'the whole timeline emptied and the head corrected',
    apply: () => ({
      entries: [],
      head: headOf([]),
      trace: { by: 'checkpoint' },
    }),
  },
];
