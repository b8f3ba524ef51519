import { Alert, Button } from '@backstage/ui';
import {
  useItsmText,
  type RecordPanelProps,
} from 'backstage-plugin-itsm-react';
import { useLinks } from '../../record/useLinks';
import { KnownErrors } from '../problem/KnownErrors';

/** More than these no incident is about. */
const MAX_ENTITIES = 10;

/**
 * Known errors of what an incident affects and of what that rests on, while it is open and nobody has named
 * its cause. Who takes one links it; its workaround comes with the link.
 */
export function KnownErrorsHere({ record, onChanged }: RecordPanelProps) {
  const { t } = useItsmText();
  const { add, error } = useLinks(record, onChanged);
  const entities = record.links
    .filter(({ target, role }) => target === 'entity' && role === 'affected')
    .map(({ ref }) => ref);
  const isCaused = record.links.some(
    ({ role, incoming }) => role === 'causedBy' && !incoming,
  );
  if (record.phase === 'done' || isCaused || entities.length === 0) return null;
  return (
    <>
      {error && <Alert role="alert" status="danger" title={error} />}
      <KnownErrors
        about={{ near: entities.slice(0, MAX_ENTITIES).join() }}
        entities={entities}
        action={({ number }) =>
          record.can.edit && (
            <Button
              size="small"
              variant="secondary"
              onPress={() =>
                void add({ role: 'causedBy', target: 'record', ref: number })
              }
            >
              {t('record.thatIsIt')}
            </Button>
          )
        }
      />
    </>
  );
}
