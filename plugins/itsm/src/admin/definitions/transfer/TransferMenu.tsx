import { useState } from 'react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiArrowUpDownLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { DefinitionTypeView } from '../DefinitionTypeView';
import { ExportDialog } from './ExportDialog';
import { ImportDialog } from './ImportDialog';

/** YAML out of the portal, and into it for those who may. */
export function TransferMenu(props: {
  view: DefinitionTypeView;
  mayImport: boolean;
  onImported: () => void;
}) {
  const { t } = useItsmText();
  const [open, setOpen] = useState<'export' | 'import'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          aria-label={t('definition.transfer.menu')}
          variant="secondary"
          icon={<RiArrowUpDownLine />}
        />
        <Menu
          placement="bottom end"
          onAction={key => setOpen(key as 'export' | 'import')}
        >
          <MenuItem id="export">{t('definition.transfer.export')}</MenuItem>
          {props.mayImport ? (
            <MenuItem id="import">{t('definition.transfer.import')}</MenuItem>
          ) : null}
        </Menu>
      </MenuTrigger>
      {open === 'export' && <ExportDialog view={props.view} onClose={close} />}
      {open === 'import' && (
        <ImportDialog
          view={props.view}
          onImported={props.onImported}
          onClose={close}
        />
      )}
    </>
  );
}
