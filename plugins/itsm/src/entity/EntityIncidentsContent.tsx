import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { KindRecords } from '../list/KindRecords';
import { ItsmRoot } from '../states/ItsmRoot';

/** What is open on this entity. */
export function EntityIncidentsContent() {
  const { entity } = useEntity();
  return (
    <ItsmRoot view="entity-incidents">
      <KindRecords kind="incident" entity={stringifyEntityRef(entity)} />
    </ItsmRoot>
  );
}
