import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef, useItsmText } from 'backstage-plugin-itsm-react';

/** What one record of a kind is called; a kind from outside says it itself. */
export function useKindName(): (kind: string) => string {
  const { code } = useItsmText();
  const { entries } = useApi(kindViewsApiRef);
  return kind =>
    entries.find(entry => entry.kind === kind)?.texts?.name ??
    code(`definition.kind.${kind}`);
}
