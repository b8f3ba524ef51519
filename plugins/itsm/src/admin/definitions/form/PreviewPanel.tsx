import { useEffect, useMemo, useState } from 'react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  checkDefinition,
  type DefinitionPreview,
} from 'backstage-plugin-itsm-common';
import { RecordLink, useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../../record/Panel';
import { Announcer } from '../../../states/Announcer';
import { FailureAlert } from '../../../states/FailureAlert';
import { usePreview } from '../definitionQueries';
import type {
  DefinitionParts,
  DefinitionTypeView,
} from '../DefinitionTypeView';
import { ExplanationList } from '../ExplanationList';
import { ProblemList } from '../ProblemList';
import styles from '../Definitions.module.css';

const DELAY_MS = 400;
/** Matches that are shown at once. */
const FEW = 10;

/** What the definition would do now, a moment after the last key. */
export function PreviewPanel(props: {
  view: DefinitionTypeView;
  parts: DefinitionParts;
  spec: Record<string, unknown>;
}) {
  const { t } = useItsmText();
  const { view, parts, spec } = props;
  const problems = useMemo(
    () => checkDefinition(parts.type, spec),
    [parts, spec],
  );
  const settled = useSettled(spec);
  const isRight = problems.length === 0;
  const { data, error, stale, refresh } = usePreview(view.plural, settled, {
    // The server would say the same as this page
    disabled: !isRight || checkDefinition(parts.type, settled).length > 0,
  });
  return (
    <Panel title={t('definition.preview.title')}>
      {!isRight && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('definition.preview.problems')}
          description={<ProblemList type={parts.type} problems={problems} />}
        />
      )}
      {isRight && error && <FailureAlert error={error} onRetry={refresh} />}
      {isRight && !error && !data && (
        <Text as="p" color="secondary">
          {t('definition.preview.waiting')}
        </Text>
      )}
      {isRight && !error && data && (
        <div style={{ opacity: stale || settled !== spec ? 0.6 : 1 }}>
          <Matches view={view} parts={parts} preview={data} />
        </div>
      )}
    </Panel>
  );
}

/** The spec, once nobody has typed for a moment. */
function useSettled<T>(spec: T): T {
  const [settled, setSettled] = useState(spec);
  useEffect(() => {
    if (settled === spec) return undefined;
    const timer = setTimeout(() => setSettled(spec), DELAY_MS);
    return () => clearTimeout(timer);
  }, [settled, spec]);
  return settled;
}

function Matches(props: {
  view: DefinitionTypeView;
  parts: DefinitionParts;
  preview: DefinitionPreview;
}) {
  const { t, code } = useItsmText();
  const { view, parts, preview } = props;
  const { matches, examined, capped, explanation, problems, occurrences } =
    preview;
  const [showsAll, setShowsAll] = useState(false);
  const typeText = (name: string, params: Record<string, unknown>) =>
    code(`definition.type.${view.name}.${name}`, params);
  const shown = showsAll ? matches : matches.slice(0, FEW);
  if (problems.length > 0) {
    return <ProblemList type={parts.type} problems={problems} />;
  }
  return (
    <Flex direction="column" gap="3">
      <ExplanationList explanation={explanation} />
      <Text as="p" weight="bold">
        {examined === 0
          ? typeText('nothing', {})
          : typeText('matched', { count: matches.length, examined })}
      </Text>
      {capped && (
        <Text as="p" variant="body-small" color="secondary">
          {typeText('capped', { examined })}
        </Text>
      )}
      {occurrences && <Occurrences times={occurrences} />}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map(match => (
            <li key={`${match.kind} ${match.ref}`}>
              <Match match={match} />
            </li>
          ))}
        </ul>
      )}
      {shown.length < matches.length && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setShowsAll(true)}
        >
          {t('definition.preview.more', {
            count: matches.length - shown.length,
          })}
        </Button>
      )}
      <Announcer
        mark={`${matches.length}/${examined}`}
        text={t('definition.preview.announce', { count: matches.length })}
      />
    </Flex>
  );
}

function Match(props: { match: DefinitionPreview['matches'][number] }) {
  const { kind, ref, title } = props.match;
  switch (kind) {
    case 'record':
      return (
        <>
          <RecordLink number={ref} /> {title}
        </>
      );
    case 'entity':
      return <EntityRefLink entityRef={ref} />;
    default:
      return <>{title ?? ref}</>;
  }
}

const RANGE = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** When it comes next, in the time of the reader. */
function Occurrences(props: {
  times: NonNullable<DefinitionPreview['occurrences']>;
}) {
  const { t } = useItsmText();
  return (
    <div>
      <Text as="p" weight="bold">
        {t('definition.preview.occurrences')}
      </Text>
      <ul className={styles.list}>
        {props.times.map(({ start, end }) => (
          <li key={start}>
            {RANGE.formatRange(new Date(start), new Date(end))}
          </li>
        ))}
      </ul>
    </div>
  );
}
