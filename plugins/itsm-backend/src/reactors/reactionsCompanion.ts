import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Companion } from '../records/Companion';

/**
 * Queues the work of outlets: one row per reactor that follows an entry, claimed, done and deleted apart
 * from each other. The reactors are late bound, because they use records too.
 */
export const reactionsCompanion = (
  reactors: () => readonly Reactor[],
): Companion => ({
  name: 'reactions',
  async write({ trx, stored, outcome: { entries: drafts, links }, entries }) {
    const work = reactors().flatMap(reactor =>
      entries
        .filter((_, index) =>
          reactor.follows(
            drafts[index],
            stored.kind.name,
            // They came with the whole commit; its first entry tells of them
            index === 0 ? links.add : [],
          ),
        )
        .map(({ id, record_id, seq }) => ({
          reactor: reactor.name,
          entry_id: id,
          record_id,
          seq,
        })),
    );
    if (work.length > 0) await trx('reactions').insert(work);
  },
});
