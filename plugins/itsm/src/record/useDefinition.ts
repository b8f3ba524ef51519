import { useEffect, useState } from 'react';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';

/** The kind's table, loaded when a dialog first needs it. */
export function useDefinition(view: KindView): KindDefinition | undefined {
  const [definition, setDefinition] = useState<KindDefinition>();
  useEffect(() => {
    let mounted = true;
    view.definition().then(
      loaded => mounted && setDefinition(loaded),
      error =>
        mounted &&
        setDefinition(() => {
          throw error;
        }),
    );
    return () => {
      mounted = false;
    };
  }, [view]);
  return definition;
}
