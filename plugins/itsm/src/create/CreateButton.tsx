import { Suspense, lazy, useState } from 'react';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import {
  useItsmSettings,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';

const NewRecordDialog = lazy(() =>
  import('./NewRecordDialog').then(m => ({ default: m.NewRecordDialog })),
);

/** Makes a record of a kind; absent for readers who may not, and in a read-only installation. */
export function CreateButton(props: {
  kind: string;
  plural: string;
  view: KindView;
  entity?: string;
  size?: 'small' | 'medium';
}) {
  const { code } = useItsmText();
  const [open, setOpen] = useState(false);
  const { data: settings } = useItsmSettings();
  const permission = `itsm.${props.kind}.create`;
  if (!settings || settings.readOnly) return null;
  if (!settings.permissions.includes(permission)) return null;

  const CreateDialog = props.view.createDialog ?? NewRecordDialog;
  return (
    <>
      <Button
        variant="primary"
        size={props.size}
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {code(`kind.${props.kind}.new`)}
      </Button>
      <Suspense fallback={null}>
        {open && (
          <CreateDialog
            {...props}
            settings={settings}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
