import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { kindViewsApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { KindRecords } from '../list/KindRecords';
import { EmptyState } from '../states/EmptyState';
import { ItsmRoot } from '../states/ItsmRoot';
import { MoveRecordsButton } from './MoveRecordsButton';

/** The records of a kind that are about the entity, with what else the kind shows there. */
export function EntityKindContent(props: { kind: string }) {
  const { t, code } = useItsmText();
  const { entity } = useEntity();
  const { entries, switchedOff } = useApi(kindViewsApiRef);
  const isThis = ({ kind }: { kind: string }) => kind === props.kind;
  // The old frontend system mounts the tab whatever the configuration says
  if (switchedOff.some(isThis)) {
    return (
      <ItsmRoot view="entity-switched-off">
        <EmptyState
          title={t('switchedOff.title', {
            kind: code(`kind.${props.kind}.plural`),
          })}
        >
          {t('switchedOff.remedy', { key: `itsm.modules.${props.kind}` })}
        </EmptyState>
      </ItsmRoot>
    );
  }
  const ref = stringifyEntityRef(entity);
  const plural = entries.find(isThis)?.plural ?? props.kind;
  return (
    <ItsmRoot view={`entity-${plural}`}>
      <KindRecords kind={props.kind} entity={ref} />
      <MoveRecordsButton entity={ref} />
    </ItsmRoot>
  );
}
