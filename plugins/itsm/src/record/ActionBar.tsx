import { Suspense, lazy, useState } from 'react';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  ToggleButton,
} from '@backstage/ui';
import { RiEditLine, RiEyeLine, RiMore2Line } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { refusalText } from '../states/failure';
import { usePlural } from './usePlural';
import detail from '../page/DetailPage.module.css';
import styles from './RecordPage.module.css';

const ActionDialog = lazy(() =>
  import('./ActionDialog').then(m => ({ default: m.ActionDialog })),
);
const EditDialog = lazy(() =>
  import('./EditDialog').then(m => ({ default: m.EditDialog })),
);

/**
 * The action that the reader most likely came for: the first possible one in the view's order, else
 * the first one that is only refused for now, so that its reason is seen.
 */
function nextAction(record: RecordView, view: KindView) {
  const wanted = view.nextActions.flatMap(
    name => record.actions.find(action => action.name === name) ?? [],
  );
  return wanted.find(action => !action.refused) ?? wanted[0];
}

/** Exactly the actions that the server offers: one as button, the others in a menu. */
export function ActionBar(props: {
  record: RecordView;
  view: KindView;
  onChanged: (record: RecordView) => void;
}) {
  const { t, code } = useItsmText();
  const { record, view, onChanged } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const [dialog, setDialog] = useState<string>();
  const [editing, setEditing] = useState(false);
  const next = nextAction(record, view);
  const others = record.actions.filter(
    action => !action.refused && action !== next,
  );
  const refused = record.actions.filter(
    action => action.refused && action !== next,
  );

  return (
    <div className={styles.actions}>
      {next && (
        <span className={detail.next}>
          <Button
            variant="primary"
            isDisabled={Boolean(next.refused)}
            onPress={() => setDialog(next.name)}
          >
            {code(`action.${next.name}`)}
          </Button>
          {next.refused && (
            <span className={styles.refused}>
              {refusalText(next.refused, code)}
            </span>
          )}
        </span>
      )}
      {record.can.edit && (
        <Button
          variant="secondary"
          iconStart={<RiEditLine />}
          onPress={() => setEditing(true)}
        >
          {t('action.edit')}
        </Button>
      )}
      {record.can.watch && (
        <ToggleButton
          iconStart={<RiEyeLine />}
          isSelected={record.watching}
          onChange={watching =>
            client
              .watch(plural, record.number, watching)
              .then(onChanged, () => {
                // The button falls back to what the server last said
              })
          }
        >
          {t(record.watching ? 'record.watching' : 'record.watch')}
        </ToggleButton>
      )}
      {others.length + refused.length > 0 && (
        <MenuTrigger>
          <ButtonIcon
            aria-label={t('action.more')}
            variant="secondary"
            icon={<RiMore2Line />}
          />
          <Menu onAction={key => setDialog(String(key))} placement="bottom end">
            {others.map(action => (
              <MenuItem key={action.name} id={action.name}>
                {code(`action.${action.name}`)}
              </MenuItem>
            ))}
            {refused.length > 0 ? (
              <MenuSection title={t('action.refusedTitle')}>
                {refused.map(action => (
                  <MenuItem key={action.name} id={action.name} isDisabled>
                    <span className={styles.refusedItem}>
                      {code(`action.${action.name}`)}
                      <span className={styles.refused}>
                        {refusalText(action.refused!, code)}
                      </span>
                    </span>
                  </MenuItem>
                ))}
              </MenuSection>
            ) : null}
          </Menu>
        </MenuTrigger>
      )}
      <Suspense fallback={null}>
        {dialog && (
          <ActionDialog
            {...props}
            action={dialog}
            onClose={() => setDialog(undefined)}
          />
        )}
        {editing && <EditDialog {...props} onClose={() => setEditing(false)} />}
      </Suspense>
    </div>
  );
}
