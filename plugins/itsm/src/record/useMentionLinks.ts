import { useEffect, useMemo, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  entityPresentationApiRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { mentionsIn, replaceMentions } from 'backstage-plugin-itsm-common';

const MARKDOWN = /[\\`*_{}[\]<>()#+\-.!|~&]/g;

/**
 * The text with its mentions as links to people and groups, by the names that the catalog has for
 * them now. The full ref is the link's title: names are not unique.
 */
export function useMentionLinks(text: string): string {
  const linkOf = useEntityRefLink();
  const names = useNames(useMemo(() => mentionsIn(text), [text]));
  return replaceMentions(text, ref => {
    const name = names[ref] ?? ref.slice(ref.indexOf('/') + 1);
    return `[@${name.replace(MARKDOWN, '\\$&')}](<${linkOf(ref)}> "${ref}")`;
  });
}

/** Names by ref; those that are not known yet are missing. */
function useNames(refs: readonly string[]): Record<string, string> {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const [names, setNames] = useState<Record<string, string>>({});
  const key = refs.join(' ');
  useEffect(() => {
    if (!presentation || !key) return undefined;
    let isShown = true;
    // Asked for in one turn, the catalog is asked once
    Promise.all(
      key.split(' ').map(async ref => {
        const { primaryTitle } = await presentation.forEntity(ref).promise;
        return [ref, primaryTitle] as const;
      }),
    ).then(
      found => isShown && setNames(Object.fromEntries(found)),
      // Refs say enough
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [presentation, key]);
  return names;
}
