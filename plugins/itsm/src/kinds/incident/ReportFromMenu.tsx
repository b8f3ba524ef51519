import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useItsmSettings } from 'backstage-plugin-itsm-react';
import { KindDialog } from '../../create/KindDialog';

/** The dialog that the menu of an entity opens. */
export function ReportFromMenu(props: { entity: Entity; onClose: () => void }) {
  const { data: settings } = useItsmSettings();
  if (!settings) return null;
  return (
    <KindDialog
      kind="incident"
      entity={stringifyEntityRef(props.entity)}
      settings={settings}
      onClose={props.onClose}
    />
  );
}
