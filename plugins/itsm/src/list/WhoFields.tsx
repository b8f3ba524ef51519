import { Checkbox } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { EntityField } from '../form/EntityField';
import type { ListState } from './useListState';
import styles from './RecordList.module.css';

/** Whose records a list shows: of a person or of nobody, and of a team. */
export function WhoFields(props: { list: ListState }) {
  const { t } = useItsmText();
  const { filters, setFilters } = props.list;
  return (
    <div className={styles.who}>
      <EntityField
        label={t('list.column.assignee')}
        isRequired={false}
        kinds={['User']}
        value={filters.assignee || undefined}
        onChange={ref => setFilters({ assignee: ref ?? '', unassigned: '' })}
      />
      <Checkbox
        isSelected={filters.unassigned === 'true'}
        onChange={isNobody =>
          setFilters(
            isNobody
              ? { unassigned: 'true', assignee: '' }
              : { unassigned: '' },
          )
        }
      >
        {t('list.filter.unassigned.true')}
      </Checkbox>
      <EntityField
        label={t('list.column.group')}
        isRequired={false}
        kinds={['Group']}
        value={filters.group || undefined}
        onChange={ref => setFilters({ group: ref ?? '' })}
      />
    </div>
  );
}
