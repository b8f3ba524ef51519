import { useApi } from '@backstage/frontend-plugin-api';
import {
  isContainer,
  type CommonActions,
  type DeliveryPage,
  type DeploymentPage,
  type MyWorkView,
  type OutageQuery,
  type OutageView,
  type RecordPage,
  type RecordQuery,
  type RecordView,
  type SettingsView,
  type SimilarView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef } from '../api';
import { askOnce } from './askOnce';
import { useLiveQuery, type LiveQuery } from './useLiveQuery';

/**
 * What a list asks for to show the records of an entity: those of a system, domain or group are the
 * records of all that is part of it.
 *
 * @public
 */
export const aboutEntity = (
  entity: string | undefined,
): Pick<RecordQuery, 'entity' | 'within'> =>
  entity && isContainer(entity) ? { within: entity } : { entity };

/**
 * What a list asks for to show what matters at an entity: its records and those of what it rests on
 * directly, of a system, domain or group those of all that is part of it.
 *
 * @public
 */
export const nearEntity = (
  entity: string,
): Pick<RecordQuery, 'near' | 'within'> =>
  isContainer(entity) ? { within: entity } : { near: entity };

const channelsOf = ({ signalChannels }: { signalChannels?: string[] }) =>
  signalChannels;

/**
 * One record with its timeline; follows changes.
 *
 * @public
 */
export function useRecord(number: string): LiveQuery<RecordView> {
  const client = useApi(itsmApiRef);
  return useLiveQuery(number, signal => client.record(number, signal), {
    channels: channelsOf,
  });
}

/**
 * A page of a list; follows changes of the query's entity. `plural` is a kind's collection, or
 * `records` for all kinds.
 *
 * @public
 */
export function useRecordList(
  plural: string,
  query: RecordQuery,
  options: { disabled?: boolean } = {},
): LiveQuery<RecordPage> {
  const client = useApi(itsmApiRef);
  const question = `${plural} ${JSON.stringify(query)}`;
  return useLiveQuery(
    question,
    signal =>
      askOnce(client, question, s => client.list(plural, query, s), signal),
    {
      channels: channelsOf,
      keepPrevious: true,
      disabled: options.disabled,
    },
  );
}

/**
 * Open records of all kinds that read like a text, those of the entity first.
 *
 * @public
 */
export function useSimilarRecords(
  query: { q: string; near?: string; limit: number },
  options: { disabled?: boolean } = {},
): LiveQuery<SimilarView> {
  const client = useApi(itsmApiRef);
  return useLiveQuery(
    `similar ${JSON.stringify(query)}`,
    signal => client.similar(query, signal),
    { keepPrevious: true, disabled: options.disabled },
  );
}

/**
 * What each of these records allows the user. Another version of one of them may allow something else.
 *
 * @public
 */
export function useCommonActions(
  plural: string,
  records: readonly { number: string; version: number }[],
  options: { disabled?: boolean } = {},
): LiveQuery<CommonActions> {
  const client = useApi(itsmApiRef);
  const numbers = records.map(({ number }) => number);
  return useLiveQuery(
    `${plural} ${JSON.stringify(records)}`,
    signal => client.commonActions(plural, numbers, signal),
    { keepPrevious: true, disabled: options.disabled },
  );
}

/**
 * Days on which something was broken, of a kind whose records say so; follows changes of the query's entity.
 *
 * @public
 */
export function useOutages(
  plural: string,
  query: OutageQuery,
): LiveQuery<OutageView> {
  const client = useApi(itsmApiRef);
  return useLiveQuery(
    `outages ${plural} ${JSON.stringify(query)}`,
    signal => client.outages(plural, query, signal),
    { channels: channelsOf, keepPrevious: true },
  );
}

/**
 * What the user owes, decides and waits for.
 *
 * @public
 */
export function useMyWork(): LiveQuery<MyWorkView> {
  const client = useApi(itsmApiRef);
  return useLiveQuery('my-work', signal => client.myWork(signal));
}

/**
 * What the installation allows this user.
 *
 * @public
 */
export function useItsmSettings(): LiveQuery<SettingsView> {
  const client = useApi(itsmApiRef);
  return useLiveQuery('settings', signal =>
    askOnce(client, 'settings', s => client.settings(s), signal),
  );
}

/**
 * Deployments of an entity, newest first, or those that wait to be mapped.
 *
 * @public
 */
export function useDeployments(query: {
  entity?: string;
  unmapped?: 'true';
  cursor?: string;
  limit?: number;
}): LiveQuery<DeploymentPage> {
  const client = useApi(itsmApiRef);
  return useLiveQuery(
    JSON.stringify(query),
    signal => client.deployments.list(query, signal),
    { channels: channelsOf, keepPrevious: true },
  );
}

/**
 * Received webhooks.
 *
 * @public
 */
export function useDeliveries(query: {
  status?: string;
  cursor?: string;
  limit?: number;
}): LiveQuery<DeliveryPage> {
  const client = useApi(itsmApiRef);
  return useLiveQuery(
    JSON.stringify(query),
    signal => client.deliveries.list(query, signal),
    { keepPrevious: true },
  );
}
