import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { KindRecords } from '../list/KindRecords';
import { ItsmRoot } from '../states/ItsmRoot';
import { LatestDeployments } from './LatestDeployments';

/** What is deployed, what is coming and what ran on this entity. */
export function EntityChangesContent() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  return (
    <ItsmRoot view="entity-changes">
      <LatestDeployments entity={ref} />
      <KindRecords kind="change" entity={ref} />
    </ItsmRoot>
  );
}
