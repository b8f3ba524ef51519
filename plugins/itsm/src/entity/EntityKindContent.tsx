import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { KindRecords } from '../list/KindRecords';
import { usePlural } from '../record/usePlural';
import { ItsmRoot } from '../states/ItsmRoot';

/** The records of a kind that are about the entity, with what else the kind shows there. */
export function EntityKindContent(props: { kind: string }) {
  const { entity } = useEntity();
  return (
    <ItsmRoot view={`entity-${usePlural(props.kind)}`}>
      <KindRecords kind={props.kind} entity={stringifyEntityRef(entity)} />
    </ItsmRoot>
  );
}
