import {
  Button,
  ButtonLink,
  Cell,
  Flex,
  Select,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import {
  DEFINITION_STATES,
  type DefinitionState,
  type DefinitionSummary,
} from 'backstage-plugin-itsm-common';
import { RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { InboxTable, PAGE_SIZE } from '../../inbox/InboxTable';
import { LinkInRow } from '../../list/LinkInRow';
import { SearchBox } from '../../list/SearchBox';
import { PrincipalLink } from '../../record/PrincipalLink';
import { StaleNotice } from '../../states/FailureAlert';
import { ReadOnlyNote } from '../../states/ReadOnlyNote';
import type { DefinitionTypeView } from './DefinitionTypeView';
import { useDefinitions, useMay } from './definitionQueries';
import { useDefinitionPaths } from './paths';
import { StateOfDefinition } from './StateOfDefinition';
import { TransferMenu } from './transfer/TransferMenu';
import detail from '../../page/DetailPage.module.css';
import styles from './Definitions.module.css';

const isState = (text: string | null): text is DefinitionState =>
  DEFINITION_STATES.some(state => state === text);

/** The definitions of a type: what is decided, by whom, since when. */
export function DefinitionList({ view }: { view: DefinitionTypeView }) {
  const { t, code } = useItsmText();
  const [params, setParams] = useSearchParams();
  const may = useMay(view);
  const paths = useDefinitionPaths(0);
  const state = params.get('state');
  const q = params.get('q') ?? '';
  const query = useDefinitions(view.plural, {
    state: isState(state) ? state : undefined,
    q: q || undefined,
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  });
  const isFiltered = isState(state) || q !== '';
  const typeText = (name: string) =>
    code(`definition.type.${view.name}.${name}`);
  const narrow = (name: 'q' | 'state', value: string) =>
    setParams(
      old => {
        const next = new URLSearchParams(old);
        next.delete('cursor');
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  const newButton = may?.manage && (
    <ButtonLink href={paths.fresh} iconStart={<RiAddLine />}>
      {typeText('new')}
    </ButtonLink>
  );
  const column = (
    id: 'name' | 'state' | 'version' | 'owner' | 'updated',
    cell: (definition: DefinitionSummary) => React.ReactNode,
  ): ColumnConfig<DefinitionSummary> => ({
    id,
    label: t(`definition.column.${id}`),
    isRowHeader: id === 'name',
    cell: definition => <Cell>{cell(definition)}</Cell>,
  });

  return (
    <>
      <Text as="p" color="secondary">
        {typeText('intro')}
      </Text>
      {may?.readOnly && <ReadOnlyNote because="installation" />}
      <div className={styles.toolbar}>
        <SearchBox
          label={t('definition.list.search')}
          value={q}
          onChange={value => narrow('q', value)}
        />
        <Select
          aria-label={t('definition.list.state')}
          className={styles.filter}
          value={isState(state) ? state : 'all'}
          onChange={key => narrow('state', key === 'all' ? '' : String(key))}
          options={[
            { id: 'all', label: t('definition.list.all') },
            ...DEFINITION_STATES.map(id => ({
              id,
              label: t(`definition.state.${id}`),
            })),
          ]}
        />
        <div className={styles.toolbarEnd}>
          <TransferMenu
            view={view}
            mayImport={may?.manage ?? false}
            onImported={query.refresh}
          />
          {newButton}
        </div>
      </div>
      {query.error && query.data && <StaleNotice onRetry={query.refresh} />}
      <InboxTable
        columns={[
          column('name', each => <Text weight="bold">{each.name}</Text>),
          column('state', each => <StateCell definition={each} />),
          column('version', ({ version }) => <Text>{version}</Text>),
          column('owner', each =>
            each.ownerGroup ? (
              <LinkInRow>
                <PrincipalLink principal={each.ownerGroup} />
              </LinkInRow>
            ) : (
              <Text color="secondary">{t('definition.noOwner')}</Text>
            ),
          ),
          column('updated', each => <UpdatedCell definition={each} />),
        ]}
        wideOnly={['owner', 'version']}
        getHref={({ id }) => paths.one(id)}
        query={query}
        empty={
          isFiltered
            ? {
                title: t('definition.list.noMatch'),
                action: (
                  <Button variant="secondary" onPress={() => setParams({})}>
                    {t('definition.list.clear')}
                  </Button>
                ),
              }
            : {
                title: typeText('empty'),
                hint: typeText('emptyHint'),
                action: newButton,
              }
        }
      />
    </>
  );
}

function StateCell({ definition }: { definition: DefinitionSummary }) {
  const { t } = useItsmText();
  const { state, activeVersion } = definition;
  return (
    <div className={styles.name}>
      <Flex gap="1" style={{ flexWrap: 'wrap' }}>
        <StateOfDefinition definition={definition} />
      </Flex>
      {activeVersion !== null && state !== 'active' && (
        <Text variant="body-small" color="secondary">
          {t('definition.inForce', { version: activeVersion })}
        </Text>
      )}
    </div>
  );
}

function UpdatedCell({ definition }: { definition: DefinitionSummary }) {
  const { t } = useItsmText();
  const { updatedAt, updatedBy } = definition;
  return (
    <div className={styles.name}>
      <RelativeTime at={updatedAt} />
      <span className={detail.meta}>
        {t('definition.by')}
        <LinkInRow>
          <PrincipalLink principal={updatedBy} />
        </LinkInRow>
      </span>
    </div>
  );
}
