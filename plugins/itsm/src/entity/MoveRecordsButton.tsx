import { Suspense, lazy, useState } from 'react';
import { Button } from '@backstage/ui';
import { RiInboxArchiveLine } from '@remixicon/react';
import { useItsmSettings, useItsmText } from 'backstage-plugin-itsm-react';

const MoveRecordsDialog = lazy(() =>
  import('./MoveRecordsDialog').then(m => ({ default: m.MoveRecordsDialog })),
);

/** For administrators: an entity that was renamed gets what is recorded under its old name. */
export function MoveRecordsButton(props: { entity: string }) {
  const { t } = useItsmText();
  const { data } = useItsmSettings();
  const [isOpen, setOpen] = useState(false);
  const isPermitted =
    !data?.readOnly && data?.permissions.includes('itsm.entity.rename');
  if (!isPermitted) return null;
  return (
    <div>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiInboxArchiveLine />}
        onPress={() => setOpen(true)}
      >
        {t('rename.open')}
      </Button>
      <Suspense fallback={null}>
        {isOpen && (
          <MoveRecordsDialog
            entity={props.entity}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </div>
  );
}
