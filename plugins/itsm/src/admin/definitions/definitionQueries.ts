import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DefinitionPage,
  DefinitionPreview,
  DefinitionQuery,
  DefinitionVersionPage,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmSettings,
  useLiveQuery,
  type LiveQuery,
} from 'backstage-plugin-itsm-react';
import { permissionsOf, type DefinitionTypeView } from './DefinitionTypeView';

/** What this user may do with definitions of the type; undefined while that is not known. */
export function useMay(view: DefinitionTypeView) {
  const { data } = useItsmSettings();
  if (!data) return undefined;
  const { read, manage } = permissionsOf(view);
  return {
    read: data.permissions.includes(read),
    manage: data.permissions.includes(manage) && !data.readOnly,
    readOnly: data.readOnly,
  };
}

/** A page of the definitions of a type, newest first. */
export function useDefinitions(
  plural: string,
  query: DefinitionQuery,
): LiveQuery<DefinitionPage> {
  const client = useApi(itsmApiRef).definitions;
  return useLiveQuery(
    `${plural} ${JSON.stringify(query)}`,
    signal => client.list(plural, query, signal),
    { keepPrevious: true },
  );
}

export function useDefinition(
  plural: string,
  id: string,
): LiveQuery<DefinitionView> {
  const client = useApi(itsmApiRef).definitions;
  return useLiveQuery(`${plural}/${id}`, signal =>
    client.get(plural, id, signal),
  );
}

/** Versions of a definition, newest first; another version of it asks again. */
export function useVersions(
  plural: string,
  { id, version }: Pick<DefinitionView, 'id' | 'version'>,
  limit: number,
): LiveQuery<DefinitionVersionPage> {
  const client = useApi(itsmApiRef).definitions;
  return useLiveQuery(
    `${plural}/${id} ${version} ${limit}`,
    signal => client.versions(plural, id, { limit }, signal),
    { keepPrevious: true },
  );
}

/** What a spec would match now. */
export function usePreview(
  plural: string,
  spec: Record<string, unknown>,
  options: { disabled: boolean },
): LiveQuery<DefinitionPreview> {
  const client = useApi(itsmApiRef).definitions;
  return useLiveQuery(
    `${plural} ${JSON.stringify(spec)}`,
    signal => client.preview(plural, spec, signal),
    { keepPrevious: true, disabled: options.disabled },
  );
}
