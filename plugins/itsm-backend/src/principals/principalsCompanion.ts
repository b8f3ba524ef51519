import type { Link, Outcome } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Companion } from '../records/Companion';
import type { StoredRecord } from '../records/StoredRecord';
import { principalsOf, writePrincipals } from './principalRows';
import type { RecordRole } from './RecordRole';
import { affectedOf, isUnowned } from './routing';

/** Writes who has which role on a record, and whether anybody is known whose it is. */
export const principalsCompanion: Companion = {
  name: 'principals',
  async columns({ trx, options, stored, outcome, after }) {
    const isNobodys = await isUnowned(
      trx,
      options.desks,
      stored.kind,
      after,
      () => affectedAfter(trx, stored, outcome),
    );
    return { unowned: isNobodys ? 1 : 0 };
  },
  async write({ trx, options, stored, outcome, after }) {
    const roles = options.roles?.() ?? [];
    if (!mayChangePrincipals(stored, outcome, roles)) return;
    const { kind, isNew, record: before } = stored;
    const links = isNew
      ? outcome.links.add
      : await trx('links').where({ record_id: after.id });
    await writePrincipals(
      trx,
      after,
      kind,
      await principalsOf(trx, options, kind, after, links),
      // Who only watched has no claim to what is restricted now.
      { isNew, dropWatchers: after.restricted && !before.restricted },
    );
  },
};

const mayChangePrincipals = (
  stored: StoredRecord,
  outcome: Outcome,
  roles: readonly RecordRole[],
) =>
  stored.isNew ||
  outcome.record !== stored.record ||
  outcome.links.add.length + outcome.links.remove.length > 0 ||
  outcome.entries.some(({ verb }) =>
    roles.some(({ changesWith }) => changesWith?.includes(verb)),
  );

/** The entities that it affects once its links are written. */
async function affectedAfter(
  trx: Knex.Transaction,
  { isNew, record }: StoredRecord,
  { links }: Outcome,
): Promise<string[]> {
  const refs = new Set(isNew ? [] : await affectedOf(trx, record.id));
  const affected = (link: Link) =>
    link.role === 'affected' && link.target === 'entity';
  for (const { ref } of links.remove.filter(affected)) refs.delete(ref);
  for (const { ref } of links.add.filter(affected)) refs.add(ref);
  return [...refs];
}
