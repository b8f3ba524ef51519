import { useState } from 'react';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmSettings, useItsmText } from 'backstage-plugin-itsm-react';
import { KindDialog } from './KindDialog';

interface Props {
  kind: string;
  entity?: string;
  from?: RecordView;
  onCreated?: (record: RecordView) => void;
}

/** Makes a record of a kind; absent for readers who may not, and in a read-only installation. */
export function CreateButton(
  props: Props & {
    size?: 'small' | 'medium';
    variant?: 'primary' | 'tertiary';
    /** Code of what it says; left out: that of every new one. */
    label?: string;
  },
) {
  const { code } = useItsmText();
  const [open, setOpen] = useState(false);
  const { data: settings } = useItsmSettings();
  const { size, variant = 'primary', label, ...what } = props;
  const permission = `itsm.${props.kind}.create`;
  if (!settings || settings.readOnly) return null;
  if (!settings.permissions.includes(permission)) return null;
  return (
    <>
      <Button
        variant={variant}
        size={size}
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {code(label ?? `kind.${props.kind}.new`)}
      </Button>
      {open && (
        <KindDialog
          {...what}
          settings={settings}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
