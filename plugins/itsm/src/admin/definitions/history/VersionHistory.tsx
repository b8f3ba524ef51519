import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import {
  RiAddLine,
  RiCheckLine,
  RiCloseLine,
  RiEditLine,
  RiFlashlightLine,
  RiForbidLine,
  RiHistoryLine,
  RiSendPlaneLine,
  RiUploadLine,
} from '@remixicon/react';
import type {
  DefinitionVersionView,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import { Chip, RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { PrincipalLink } from '../../../record/PrincipalLink';
import { FailureAlert } from '../../../states/FailureAlert';
import type { DefinitionParts } from '../DefinitionTypeView';
import { ChangeTable, changedParts } from './ChangeTable';
import { useOlderVersions } from './useOlderVersions';
import timeline from '../../../timeline/Timeline.module.css';

const ICONS: Record<DefinitionVersionView['verb'], typeof RiAddLine> = {
  created: RiAddLine,
  edited: RiEditLine,
  imported: RiUploadLine,
  submitted: RiSendPlaneLine,
  approved: RiCheckLine,
  rejected: RiCloseLine,
  activated: RiFlashlightLine,
  retirement_requested: RiForbidLine,
  retired: RiForbidLine,
  renamed: RiEditLine,
  restored: RiHistoryLine,
};

const WRITES: readonly DefinitionVersionView['verb'][] = [
  'created',
  'edited',
  'imported',
  'activated',
  'restored',
];

/** Who made which version when, and what was different from the one before. */
export function VersionHistory(props: {
  plural: string;
  definition: DefinitionView;
  parts: DefinitionParts;
  /** Left out: nothing can be restored now. */
  onRestore?: (version: number) => void;
}) {
  const { t } = useItsmText();
  const { plural, definition, parts } = props;
  const versions = useOlderVersions(plural, definition);
  const { items, error } = versions;
  if (error && !items) {
    return <FailureAlert error={error} onRetry={versions.retry} />;
  }
  if (!items) return <Skeleton width="100%" height="8rem" />;
  return (
    <>
      {!versions.intact && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('definition.history.broken')}
        />
      )}
      <ol className={timeline.entries}>
        {items.map((version, index) => (
          <Version
            key={version.version}
            version={version}
            before={items[index + 1]}
            definition={definition}
            parts={parts}
            onRestore={props.onRestore}
          />
        ))}
      </ol>
      {error && <FailureAlert error={error} onRetry={versions.retry} />}
      {versions.loadMore && (
        <Button
          variant="secondary"
          isPending={versions.loading}
          onPress={() => void versions.loadMore?.()}
        >
          {t('definition.history.older')}
        </Button>
      )}
    </>
  );
}

function Version(props: {
  version: DefinitionVersionView;
  before?: DefinitionVersionView;
  definition: DefinitionView;
  parts: DefinitionParts;
  onRestore?: (version: number) => void;
}) {
  const { t } = useItsmText();
  const { version, before, definition, onRestore } = props;
  const Icon = ICONS[version.verb];
  // Only what somebody wrote or activated, and what differs from what is there now
  const isRestorable =
    WRITES.includes(version.verb) &&
    changedParts(props.parts, version, definition).length > 0;
  return (
    <li className={timeline.entry}>
      <span className={timeline.icon} aria-hidden>
        <Icon />
      </span>
      <div className={timeline.line}>
        {version.actor === null ? (
          <em>{t('definition.nobody')}</em>
        ) : (
          <PrincipalLink principal={version.actor} />
        )}
        <span>
          {t(`definition.verb.${version.verb}`, { note: version.note })}
        </span>
        <Text color="secondary" variant="body-small">
          {t('definition.history.version', { version: version.version })}
        </Text>
        {version.version === definition.activeVersion && (
          <Chip tone="positive" icon={<RiCheckLine aria-hidden />}>
            {t('definition.history.active')}
          </Chip>
        )}
        <span className={timeline.at}>
          <RelativeTime at={version.at} />
        </span>
        {isRestorable && onRestore && (
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('definition.history.restoreNamed', {
              version: version.version,
            })}
            onPress={() => onRestore(version.version)}
          >
            {t('definition.history.restore')}
          </Button>
        )}
      </div>
      {version.note && version.verb === 'rejected' && (
        <div className={timeline.details}>
          <span>
            <span className={timeline.label}>
              {t('definition.history.reason')}:{' '}
            </span>
            {version.note}
          </span>
        </div>
      )}
      {before && (
        <ChangeTable parts={props.parts} before={before} after={version} />
      )}
    </li>
  );
}
