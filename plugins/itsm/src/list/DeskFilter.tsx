import { Select } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useDesks } from '../desks/useDesks';
import type { ListState } from './useListState';
import styles from './RecordList.module.css';

/** Narrows the list to a desk, where there are several. */
export function DeskFilter(props: { list: ListState }) {
  const { t } = useItsmText();
  const desks = useDesks();
  const { filters, setFilters } = props.list;
  if (desks.length < 2) return null;
  return (
    <Select
      aria-label={t('field.desk')}
      className={styles.filter}
      value={filters.desk || 'any'}
      onChange={key => setFilters({ desk: key === 'any' ? '' : String(key) })}
      options={[
        { id: 'any', label: t('list.anyDesk') },
        ...desks.map(({ name, title }) => ({ id: name, label: title })),
      ]}
    />
  );
}
