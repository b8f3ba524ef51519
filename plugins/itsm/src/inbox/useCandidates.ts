import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  queryEntityOptions,
  type EntityOption,
} from '../form/queryEntityOptions';

const LIMIT = 5;

/** An entity that a repository may deploy. */
export interface Candidate extends EntityOption {
  /** It is called as the repository is. */
  isSameName: boolean;
}

/** What the repository itself is called: `org/repo` and `https://host/org/repo.git` are `repo`. */
const ownName = (repository: string) =>
  repository
    .replace(/(\.git|\/)+$/, '')
    .split(/[/:]/)
    .at(-1)!
    .toLowerCase();

/** Entities whose name has the repository's, those with the same name first; none while they are looked for. */
export function useCandidates(
  kinds: readonly string[],
  repository: string,
): Candidate[] {
  const catalog = useApi(catalogApiRef);
  const [candidates, setCandidates] = useState<Candidate[]>([]);
  useEffect(() => {
    const aborting = new AbortController();
    const name = ownName(repository);
    queryEntityOptions(catalog, {
      kinds,
      term: name,
      limit: LIMIT,
      signal: aborting.signal,
    }).then(
      options =>
        setCandidates(
          options
            .map(option => ({
              ...option,
              isSameName: option.id.endsWith(`/${name}`),
            }))
            .sort((a, b) => Number(b.isSameName) - Number(a.isSameName)),
        ),
      // Nobody needs candidates: any entity can be searched for
      () => undefined,
    );
    return () => aborting.abort();
  }, [catalog, kinds, repository]);
  return candidates;
}
