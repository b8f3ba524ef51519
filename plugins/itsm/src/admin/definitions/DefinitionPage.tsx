import { Alert, Flex, Skeleton } from '@backstage/ui';
import type { DefinitionView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import { Announcer } from '../../states/Announcer';
import { FailureAlert, StaleNotice } from '../../states/FailureAlert';
import { BackLink } from './BackLink';
import { DefinitionActions } from './actions/DefinitionActions';
import { useDefinitionAction } from './actions/useDefinitionAction';
import { useDefinition } from './definitionQueries';
import type { DefinitionParts, DefinitionTypeView } from './DefinitionTypeView';
import { DefinitionHeader } from './DefinitionHeader';
import { Details, WhatItDoes } from './DefinitionPanels';
import { VersionHistory } from './history/VersionHistory';
import { useDefinitionPaths } from './paths';
import { ProblemList } from './ProblemList';
import { useDefinitionParts } from './useDefinitionParts';
import detail from '../../page/DetailPage.module.css';
import styles from './Definitions.module.css';

/** One definition: what it does, how it stands, what can be done with it, and how it became so. */
export function DefinitionPage(props: {
  view: DefinitionTypeView;
  id: string;
}) {
  const { t } = useItsmText();
  const { view, id } = props;
  const paths = useDefinitionPaths(1);
  const parts = useDefinitionParts(view);
  const { data, error, refresh, replace } = useDefinition(view.plural, id);
  return (
    <>
      <BackLink to={paths.list} view={view} />
      {error && data && <StaleNotice onRetry={refresh} />}
      {error && !data && <FailureAlert error={error} onRetry={refresh} />}
      {!error && !(data && parts) && <PageSkeleton />}
      {data && parts && (
        <>
          <Announcer
            mark={String(data.version)}
            text={t('definition.announceUpdated')}
          />
          <Definition
            view={view}
            parts={parts}
            definition={data}
            editPath={paths.edit(id)}
            onChanged={replace}
          />
        </>
      )}
    </>
  );
}

function Definition(props: {
  view: DefinitionTypeView;
  parts: DefinitionParts;
  definition: DefinitionView;
  editPath: string;
  onChanged: (definition: DefinitionView) => void;
}) {
  const { t } = useItsmText();
  const { view, parts, definition } = props;
  const { file, problems, state, activeVersion } = definition;
  const action = useDefinitionAction(view, definition, props.onChanged);
  const mayRestore = definition.actions.some(
    ({ name, refused }) => name === 'restore' && !refused,
  );
  const isDraftBeside = activeVersion !== null && state !== 'active';
  return (
    <>
      <DefinitionHeader definition={definition}>
        <DefinitionActions
          definition={definition}
          editPath={props.editPath}
          action={action}
        />
      </DefinitionHeader>
      {action.failure && (
        <Alert role="alert" status="danger" icon title={action.failure} />
      )}
      {file !== null && (
        <Alert
          role="note"
          status="info"
          icon
          title={t('definition.fileNote', { file })}
        />
      )}
      {isDraftBeside && (
        <Alert
          role="note"
          status="info"
          icon
          title={t('definition.draftBeside', { version: activeVersion })}
        />
      )}
      {problems.length > 0 && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('definition.invalid')}
          description={<ProblemList type={parts.type} problems={problems} />}
        />
      )}
      <div className={styles.columns}>
        <div className={detail.column}>
          <WhatItDoes definition={definition} parts={parts} />
          <Panel title={t('definition.history.title')}>
            <VersionHistory
              plural={view.plural}
              definition={definition}
              parts={parts}
              onRestore={
                mayRestore
                  ? version => action.perform('restore', { version })
                  : undefined
              }
            />
          </Panel>
        </div>
        <div className={detail.column}>
          <Details definition={definition} parts={parts} />
        </div>
      </div>
    </>
  );
}

function PageSkeleton() {
  return (
    <>
      <Flex direction="column" gap="2">
        <Skeleton width="12rem" height="1.5rem" />
        <Skeleton width="60%" height="2rem" />
      </Flex>
      <div className={styles.columns}>
        <Skeleton width="100%" height="18rem" />
        <Skeleton width="100%" height="12rem" />
      </div>
    </>
  );
}
