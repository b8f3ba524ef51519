import {
  isPrivate,
  type KindDefinition,
  type RecordPage,
} from 'backstage-plugin-itsm-common';
import type { PrincipalRole } from 'backstage-plugin-itsm-node';
import type { Caller } from '../access/Caller';
import { aboutNow, someNames } from '../entities/renamed';
import { linkCountsOf } from '../lists/linkCounts';
import type { ListQuery } from '../lists/listQuery';
import { listRecords, type ListedRecord } from '../lists/listRecords';
import type { Records } from '../records/Records';
import type { SignalChannels } from '../signals/SignalChannels';
import { presentListed } from './presentRecord';

/** What a caller asks of a list. */
export interface AuthorizedQuery extends Omit<
  ListQuery,
  'scopes' | 'mine' | 'principals' | 'linkCounts'
> {
  /** Roles of the caller, or of a group of the caller. */
  mine?: readonly PrincipalRole[];
  actions: boolean;
  /** Rows name every affected entity. */
  allEntities?: boolean;
}

/**
 * A page of a list, as far as the caller may read it.
 *
 * @throws NotPermittedError for whom the policy grants none of the kinds
 */
export async function listFor(
  records: Records,
  channels: SignalChannels,
  caller: Caller,
  kinds: readonly KindDefinition[],
  query: AuthorizedQuery,
): Promise<RecordPage> {
  const { knex, options } = records;
  if (query.desk !== undefined) options.desks.require(query.desk);
  const [criteria, judges, refs, { about, names }] = await Promise.all([
    Promise.all(kinds.map(kind => caller.criteria(kind.name, 'read'))),
    // Most lists are only read: then the policy is asked one thing per kind.
    query.actions
      ? Promise.all(kinds.map(kind => caller.judge(kind.name)))
      : [],
    query.mine ? caller.ownershipRefs() : undefined,
    aboutNow(knex, query),
  ]);
  if (criteria.every(each => each === false))
    caller.denied(`itsm.${kinds[0].name}.read`);
  const linkCounts = await linkCountsOf(
    kinds,
    from => options.kinds.find(from) && caller.criteria(from, 'read'),
  );
  const scopes = kinds.map(({ name }, index) => ({
    kind: name,
    criteria: criteria[index],
  }));
  const { items, ...page } = await listRecords(knex, options.kinds, {
    ...query,
    ...about,
    linkCounts,
    scopes,
    mine: query.mine && { roles: query.mine, refs: refs! },
    principals: query.actions,
  });
  const judgeOf = new Map(
    judges.map((judge, index) => [kinds[index].name, judge]),
  );
  const capabilities = ({ record, principals }: ListedRecord) =>
    judgeOf.get(record.kind)?.capabilities(record, {
      ...record,
      restricted: isPrivate(options.kinds.get(record.kind), record),
      principals,
    });
  return {
    ...page,
    // Who sees nothing of an entity learns nothing of it
    ...(items.length > 0 && someNames(names)),
    ...channels.ofList(scopes, about),
    items: items.map(item => ({
      ...presentListed(
        options,
        item,
        query.actions &&
          (() => new Set(options.readOnly ? [] : capabilities(item))),
      ),
      ...(query.texts && { description: item.record.description }),
      ...(query.allEntities && { entities: item.entities }),
    })),
  };
}
