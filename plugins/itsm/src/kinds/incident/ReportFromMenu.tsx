import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { DialogBody } from '@backstage/ui';
import { useItsmSettings, useItsmText } from 'backstage-plugin-itsm-react';
import { ItsmDialog } from '../../states/ItsmDialog';
import { ReadOnlyNote } from '../../states/ReadOnlyNote';
import { KindDialog } from '../../create/KindDialog';

/** The dialog that the menu of an entity opens. */
export function ReportFromMenu(props: { entity: Entity; onClose: () => void }) {
  const { data: settings } = useItsmSettings();
  const { code } = useItsmText();
  if (!settings) return null;
  if (settings.readOnly) {
    return (
      <ItsmDialog
        title={code('kind.incident.new')}
        width={440}
        onClose={props.onClose}
      >
        <DialogBody>
          <ReadOnlyNote because="installation" />
        </DialogBody>
      </ItsmDialog>
    );
  }
  return (
    <KindDialog
      kind="incident"
      entity={stringifyEntityRef(props.entity)}
      settings={settings}
      onClose={props.onClose}
    />
  );
}
