import {
  ButtonIcon,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import { RiArrowUpDownLine, RiLayoutColumnLine } from '@remixicon/react';
import { useItsmText, type ListFilters } from 'backstage-plugin-itsm-react';
import type { ColumnChoice } from './columnChoices';

/** Which columns the list has. */
export function ColumnMenu(props: {
  choices: readonly ColumnChoice[];
  shown: readonly ColumnChoice[];
  onChange: (ids: string[]) => void;
}) {
  const { t } = useItsmText();
  const { choices, shown, onChange } = props;
  return (
    <MenuTrigger>
      <ButtonIcon
        aria-label={t('list.columns')}
        variant="secondary"
        icon={<RiLayoutColumnLine />}
      />
      <MenuListBox
        aria-label={t('list.columns')}
        placement="bottom end"
        escapeKeyBehavior="none"
        selectionMode="multiple"
        selectedKeys={shown.map(({ id }) => id)}
        onSelectionChange={keys =>
          onChange(
            choices
              .map(({ id }) => id)
              .filter(id => keys === 'all' || keys.has(id)),
          )
        }
      >
        {choices.map(({ id, label }) => (
          <MenuListBoxItem key={id} id={id}>
            {label}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
}

const SORTS = ['created', 'updated', 'priority'] as const;

/** What stands on top of the list. */
export function SortMenu(props: {
  prioritized: boolean;
  sort: ListFilters['sort'];
  onChange: (sort: ListFilters['sort']) => void;
}) {
  const { t } = useItsmText();
  const sorts = SORTS.filter(sort => props.prioritized || sort !== 'priority');
  return (
    <MenuTrigger>
      <ButtonIcon
        aria-label={`${t('list.sort.label')}: ${t(`list.sort.${props.sort}`)}`}
        variant="secondary"
        icon={<RiArrowUpDownLine />}
      />
      <MenuListBox
        aria-label={t('list.sort.label')}
        placement="bottom end"
        escapeKeyBehavior="none"
        disallowEmptySelection
        selectionMode="single"
        selectedKeys={[props.sort]}
        onSelectionChange={keys => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key) props.onChange(key as ListFilters['sort']);
        }}
      >
        {sorts.map(sort => (
          <MenuListBoxItem key={sort} id={sort}>
            {t(`list.sort.${sort}`)}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
}
