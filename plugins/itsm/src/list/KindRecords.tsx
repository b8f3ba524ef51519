import { Skeleton } from '@backstage/ui';
import { useItsmSettings, useKindView } from 'backstage-plugin-itsm-react';
import { CreateButton } from '../create/CreateButton';
import { usePlural } from '../record/usePlural';
import { PartBoundary } from '../states/PartBoundary';
import { ReadOnlyNote } from '../states/ReadOnlyNote';
import { RecordList } from './RecordList';

/**
 * The records of a kind, of one entity or of all, with the button that makes one. On an entity the
 * kind's panels stand above them.
 */
export function KindRecords(props: { kind: string; entity?: string }) {
  const plural = usePlural(props.kind);
  const view = useKindView(props.kind);
  const readOnly = useItsmSettings().data?.readOnly ?? false;
  if (!view) return <Skeleton width="100%" height="24rem" />;
  const { entity } = props;
  const shared = { ...props, plural, view };
  return (
    <>
      {entity &&
        view.entityPanels?.map((Panel, index) => (
          <PartBoundary key={index} mark={entity}>
            <Panel entity={entity} />
          </PartBoundary>
        ))}
      {readOnly && <ReadOnlyNote because="installation" />}
      <RecordList
        {...shared}
        selectable={!readOnly}
        createButton={onCreated => (
          <CreateButton {...props} onCreated={onCreated} />
        )}
      />
    </>
  );
}
