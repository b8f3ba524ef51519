import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef } from '../kindView/kindViewsApi';
import { rootRouteRef } from '../routes';

/**
 * Returns the path of a record's page by its number, such as `/itsm/incidents/INC-000123`; kinds
 * without a tab of their own are at `/itsm/r/<number>`.
 *
 * @public
 */
export function useRecordPath(): (number: string) => string {
  const root = useRouteRef(rootRouteRef);
  const { entries } = useApi(kindViewsApiRef);
  return useCallback(
    number => {
      const prefix = number.slice(0, number.indexOf('-'));
      const entry = entries.find(each => each.prefix === prefix);
      return `${root()}/${entry?.tab ? entry.plural : 'r'}/${number}`;
    },
    [root, entries],
  );
}
