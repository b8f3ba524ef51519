import type { Companion } from '../../records/Companion';

/** Counts what is written into a record's timeline. */
export const toysCompanion: Companion = {
  name: 'toys',
  async write({ trx, after, entries }) {
    await trx('toys')
      .insert({ record_id: after.id, entries: entries.length })
      .onConflict('record_id')
      .merge({ entries: trx.raw('toys.entries + ?', [entries.length]) });
  },
};
