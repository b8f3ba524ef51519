import { stringifyEntityRef } from '@backstage/catalog-model';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { RecordPage } from 'backstage-plugin-itsm-common';
import {
  aboutEntity,
  isKindOn,
  useRecordList,
  type LiveQuery,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';

export const KIND = 'incident';
/** Enough to count by priority; more than this says "many". */
const LIMIT = 100;

/**
 * Open incidents of the page's entity, or of a container's parts, the most urgent first. The parts
 * of an overview share the request. Where incidents are switched off nothing is asked.
 */
export function useOpenIncidents(): LiveQuery<RecordPage> {
  const { entity } = useEntity();
  return useRecordList(
    usePlural(KIND),
    {
      ...aboutEntity(stringifyEntityRef(entity)),
      state: 'open',
      sort: 'priority',
      limit: LIMIT,
    },
    // The old frontend system mounts its parts whatever the configuration says
    { disabled: !isKindOn(KIND, useApi(configApiRef)) },
  );
}
