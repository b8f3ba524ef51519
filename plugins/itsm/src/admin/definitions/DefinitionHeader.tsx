import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import type { DefinitionView } from 'backstage-plugin-itsm-common';
import { RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { PrincipalLink } from '../../record/PrincipalLink';
import { StateOfDefinition } from './StateOfDefinition';
import detail from '../../page/DetailPage.module.css';

/** What it is called, how it stands, and who is responsible; beside that what can be done. */
export function DefinitionHeader(props: {
  definition: DefinitionView;
  children: ReactNode;
}) {
  const { t } = useItsmText();
  const { definition } = props;
  const { updatedAt, updatedBy, file, version, ownerGroup } = definition;
  return (
    <div className={detail.header}>
      <div className={detail.headline}>
        <div className={detail.meta}>
          <StateOfDefinition definition={definition} />
          {file === null && (
            <span>{t('definition.history.version', { version })}</span>
          )}
        </div>
        <Text as="h2" variant="title-small" weight="bold">
          {definition.name}
        </Text>
        <div className={detail.meta}>
          {ownerGroup ? (
            <PrincipalLink principal={ownerGroup} />
          ) : (
            <span>{t('definition.noOwner')}</span>
          )}
          <span aria-hidden>·</span>
          <span>
            {t('definition.column.updated')} <RelativeTime at={updatedAt} />{' '}
            {t('definition.by')} <PrincipalLink principal={updatedBy} />
          </span>
        </div>
      </div>
      {props.children}
    </div>
  );
}
