import type { ReactNode } from 'react';
import { Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { DeskFilter } from './DeskFilter';
import type { ListState } from './useListState';
import { WhoFilter } from './WhoFilter';
import { SearchBox } from './SearchBox';
import styles from './RecordList.module.css';

const STATES = ['open', 'closed', 'all'] as const;
const PRIORITIES = ['1', '2', '3', '4', '5'];

/** Search, state toggle and filters above a list. */
export function ListToolbar(props: {
  list: ListState;
  prioritized: boolean;
  children?: ReactNode;
}) {
  const { t, code } = useItsmText();
  const { filters, setFilters } = props.list;
  return (
    <div className={styles.toolbar}>
      <SearchBox
        label={t('list.searchLabel')}
        placeholder={t('list.search')}
        value={filters.q}
        onChange={q => setFilters({ q })}
      />
      <ToggleButtonGroup
        aria-label={t('list.state.label')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filters.state]}
        onSelectionChange={keys =>
          setFilters({ state: [...keys][0] as ListState['filters']['state'] })
        }
      >
        {STATES.map(state => (
          <ToggleButton key={state} id={state}>
            {t(`list.state.${state}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {props.prioritized && (
        <Select
          aria-label={t('priority.label')}
          className={styles.filter}
          value={filters.priority || 'any'}
          onChange={key =>
            setFilters({ priority: key === 'any' ? '' : String(key) })
          }
          options={[
            { id: 'any', label: t('priority.any') },
            ...PRIORITIES.map(id => ({
              id,
              label: `P${id} ${code(`priority.${id}`)}`,
            })),
            ...[...new Set(['1-2', filters.priority])]
              .filter(id => id.includes('-'))
              .map(id => ({
                id,
                label: t('list.priorityUpTo', { last: id.at(-1) }),
              })),
          ]}
        />
      )}
      <DeskFilter list={props.list} />
      <ToggleButton
        isSelected={filters.mine === 'true'}
        onChange={mine => setFilters({ mine: mine ? 'true' : '' })}
      >
        {t('list.mine')}
      </ToggleButton>
      <WhoFilter list={props.list} />
      <div className={styles.toolbarEnd}>{props.children}</div>
    </div>
  );
}
