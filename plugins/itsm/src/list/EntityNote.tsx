import { Alert } from '@backstage/ui';
import type { RecordPage } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);

/** Says that the entity of the list is gone from the catalog, or is called something else now. */
export function EntityNote(props: {
  /** As the URL says it. */
  entity: string;
  names: NonNullable<RecordPage['entityNames']>;
}) {
  const { t } = useItsmText();
  const isAsked = (ref: string) =>
    ref === props.entity.toLowerCase() || nameOf(ref) === props.entity;
  const notes = Object.entries(props.names).flatMap(
    ([ref, { isGone, formerly = [] }]) => {
      const from = formerly.find(isAsked);
      return [
        ...(isGone ? [t('rename.goneNote', { name: nameOf(ref) })] : []),
        ...(from
          ? [t('rename.renamedNote', { from: nameOf(from), to: nameOf(ref) })]
          : []),
      ];
    },
  );
  return (
    <>
      {notes.map(note => (
        <Alert key={note} status="info" icon title={note} />
      ))}
    </>
  );
}
