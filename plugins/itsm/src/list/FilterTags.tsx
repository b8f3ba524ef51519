import { Button, Tag, TagGroup } from '@backstage/ui';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { useItsmText, type ListFilters } from 'backstage-plugin-itsm-react';
import { NO_FILTERS, searchOf } from './listFilters';
import type { ListState } from './useListState';
import styles from './RecordList.module.css';

/** What has no control of its own in the toolbar. */
function isTagged(name: keyof ListFilters, filters: ListFilters): boolean {
  const value = filters[name];
  if (value === NO_FILTERS[name]) return false;
  if (name === 'mine') return value !== 'true';
  return !['state', 'q', 'priority', 'desk'].includes(name);
}

/** Says what else the list is narrowed to and how it is sorted, and takes it back. */
export function FilterTags(props: { list: ListState }) {
  const { t, code } = useItsmText();
  const { filters, setFilters, reset } = props.list;
  const textOf = (name: keyof ListFilters) =>
    code(`list.filter.${name}.${filters[name]}`);
  const names = (Object.keys(NO_FILTERS) as (keyof ListFilters)[]).filter(
    name => isTagged(name, filters),
  );
  const isPlain = searchOf(filters) === searchOf({});
  if (isPlain) return null;
  return (
    <div className={styles.toolbar}>
      {names.length > 0 && (
        <TagGroup
          aria-label={t('list.filters')}
          onRemove={keys =>
            setFilters(
              Object.fromEntries(
                [...keys].map(key => [
                  key,
                  NO_FILTERS[key as keyof ListFilters],
                ]),
              ),
            )
          }
        >
          {names.map(name => (
            <Tag key={name} id={name} textValue={textOf(name)}>
              {name === 'assignee' || name === 'group' || name === 'entity' ? (
                <Whose
                  label={t(
                    `list.column.${name === 'entity' ? 'entities' : name}`,
                  )}
                  entityRef={filters[name]}
                />
              ) : (
                textOf(name)
              )}
            </Tag>
          ))}
        </TagGroup>
      )}
      <Button variant="tertiary" size="small" onPress={reset}>
        {t('list.reset')}
      </Button>
    </div>
  );
}

function Whose(props: { label: string; entityRef: string }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef);
  return <>{`${props.label}: ${primaryTitle}`}</>;
}
