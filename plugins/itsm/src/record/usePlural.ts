import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef } from 'backstage-plugin-itsm-react';

/** The collection of a kind in URLs; `records` serves kinds that this app has no view of. */
export function usePlural(kind: string): string {
  const { entries } = useApi(kindViewsApiRef);
  return entries.find(entry => entry.kind === kind)?.plural ?? 'records';
}
