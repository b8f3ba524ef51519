import { Suspense, lazy, useState } from 'react';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { RiCloseLine, RiMore2Line } from '@remixicon/react';
import {
  useCommonActions,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import type { Selected } from './useSelection';
import styles from './RecordList.module.css';

const BulkDialog = lazy(() =>
  import('./BulkDialog').then(m => ({ default: m.BulkDialog })),
);

/** What the server takes at once. */
const MOST = 50;
/** So many actions are buttons, others are in a menu. */
const BUTTONS = 3;
const EDIT = 'edit';

/** Offers what every selected record allows, which the server says. */
export function BulkBar(props: {
  plural: string;
  view: KindView;
  records: readonly Selected[];
  onDone: (refused: readonly string[]) => void;
  onClear: () => void;
}) {
  const { t, code } = useItsmText();
  const { plural, view, records } = props;
  const [dialog, setDialog] = useState<string>();
  const count = records.length;
  const tooMany = count > MOST;
  const { data, error, stale } = useCommonActions(plural, records, {
    disabled: tooMany || Boolean(dialog),
  });
  const mayEdit = data?.edit && view.bulkEdit?.length;
  const rank = (name: string) =>
    view.nextActions.indexOf(name) + 1 || view.nextActions.length + 1;
  const actions = [
    ...[...(data?.actions ?? [])].sort((a, b) => rank(a) - rank(b)),
    ...(mayEdit ? [EDIT] : []),
  ];
  const labelOf = (name: string) =>
    name === EDIT ? t('bulk.edit') : code(`action.${name}`);
  const offered = tooMany || error ? [] : actions;
  const selected = t('bulk.selected', { count });
  let hint = '';
  if (tooMany) hint = t('bulk.tooMany', { most: MOST });
  else if (error) hint = t('error.network');
  else if (data && actions.length === 0) hint = t('bulk.none');
  const said = data && !stale ? offered.map(labelOf).join(', ') || hint : hint;

  return (
    <div role="toolbar" aria-label={t('bulk.label')} className={styles.bulk}>
      <VisuallyHidden role="status" aria-live="polite">
        {said && t('bulk.possible', { selected, actions: said })}
      </VisuallyHidden>
      <Text weight="bold">{selected}</Text>
      {hint && <Text color="secondary">{hint}</Text>}
      {offered.slice(0, BUTTONS).map(name => (
        <Button
          key={name}
          variant="secondary"
          isDisabled={stale}
          onPress={() => setDialog(name)}
        >
          {labelOf(name)}
        </Button>
      ))}
      {offered.length > BUTTONS && (
        <MenuTrigger>
          <ButtonIcon
            aria-label={t('action.more')}
            variant="secondary"
            isDisabled={stale}
            icon={<RiMore2Line />}
          />
          <Menu placement="top end" onAction={key => setDialog(String(key))}>
            {offered.slice(BUTTONS).map(name => (
              <MenuItem key={name} id={name}>
                {labelOf(name)}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      <ButtonIcon
        aria-label={t('bulk.clear')}
        variant="tertiary"
        icon={<RiCloseLine />}
        onPress={props.onClear}
      />
      <Suspense fallback={null}>
        {dialog && (
          <BulkDialog
            plural={plural}
            view={view}
            records={records}
            action={dialog === EDIT ? undefined : dialog}
            label={labelOf(dialog)}
            onDone={props.onDone}
            onClose={() => setDialog(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}
