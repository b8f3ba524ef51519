import { Suspense, lazy, useState } from 'react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreLine } from '@remixicon/react';
import type { EntryView, RecordView } from 'backstage-plugin-itsm-common';
import { useItsmSettings, useItsmText } from 'backstage-plugin-itsm-react';
import type { Redactable } from './RedactDialog';
import { redactableOf } from './redactableOf';

const RedactDialog = lazy(() =>
  import('./RedactDialog').then(m => ({ default: m.RedactDialog })),
);

/** Whether the reader may redact what others wrote, or wrote longer ago. */
export function useIsRedactor(): boolean {
  const { data } = useItsmSettings();
  return Boolean(
    data && !data.readOnly && data.permissions.includes('itsm.record.redact'),
  );
}

/** What the reader may redact of an entry; nothing of most. */
export function RedactMenu(props: {
  entry: EntryView;
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const { t, code } = useItsmText();
  const { entry, record } = props;
  const all = redactableOf(entry, useIsRedactor()).map((what): Redactable =>
    what === 'comment' || what === 'file'
      ? { what, label: t(`redact.${what}`), input: { entry: entry.id } }
      : {
          what,
          label: t('redact.field', { field: code(`field.${what}`) }),
          input: { entry: entry.id, field: what },
        },
  );
  const [chosen, setChosen] = useState<Redactable>();
  return (
    <>
      {all.length > 0 && (
        <MenuTrigger>
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('redact.menu')}
            icon={<RiMoreLine />}
          />
          <Menu
            aria-label={t('redact.menu')}
            placement="bottom end"
            onAction={key => setChosen(all.find(({ what }) => what === key))}
          >
            {all.map(({ what, label }) => (
              <MenuItem key={what} id={what}>
                {label}…
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      <Suspense fallback={null}>
        {chosen && (
          <RedactDialog
            record={record}
            redactable={chosen}
            onChanged={props.onChanged}
            onClose={() => setChosen(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
