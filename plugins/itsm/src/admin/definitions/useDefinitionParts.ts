import { useEffect, useState } from 'react';
import type { DefinitionParts, DefinitionTypeView } from './DefinitionTypeView';

/** What the pages of a type are made of, loaded when the first of them is opened. */
export function useDefinitionParts(
  view: DefinitionTypeView,
): DefinitionParts | undefined {
  const [parts, setParts] = useState<DefinitionParts>();
  useEffect(() => {
    let mounted = true;
    view.load().then(
      loaded => mounted && setParts(loaded),
      error =>
        mounted &&
        setParts(() => {
          throw error;
        }),
    );
    return () => {
      mounted = false;
    };
  }, [view]);
  return parts;
}
