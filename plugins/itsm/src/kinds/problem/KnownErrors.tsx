import type { ReactNode } from 'react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { RecordQuery, RecordSummary } from 'backstage-plugin-itsm-common';
import {
  RecordLink,
  isKindOn,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';
import { Panel } from '../../record/Panel';
import { RecordMarkdown } from '../../record/RecordMarkdown';
import { textOf } from '../fieldFacts';
import { isElsewhere } from '../isElsewhere';

const KIND = 'problem';

/** As many as a page of the API has; more known errors than fit are beyond a reader, too. */
const LIMIT = 100;

/** What is known of errors that are not repaired yet, and what helps until then. Nothing where there are none. */
export function KnownErrors(props: {
  about: RecordQuery;
  /** Of these the reader need not be told that they are affected. */
  entities: readonly string[];
  heading?: 'h2' | 'h3';
  disabled?: boolean;
  action?: (problem: RecordSummary) => ReactNode;
}) {
  const { t } = useItsmText();
  const isOn = isKindOn(KIND, useApi(configApiRef));
  const { data, error } = useRecordList(
    usePlural(KIND),
    { ...props.about, only: 'knownErrors', sort: 'updated', limit: LIMIT },
    { disabled: props.disabled || !isOn },
  );
  if (error && !data) {
    return <Text color="secondary">{t('article.knownErrorsFailed')}</Text>;
  }
  const known = data?.items ?? [];
  if (known.length === 0) return null;
  return (
    <Panel title={t('article.knownErrors')} heading={props.heading}>
      <Flex direction="column" gap="3">
        {known.map(problem => (
          <div key={problem.number}>
            <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
              <RecordLink number={problem.number} />
              <Text weight="bold">{problem.title}</Text>
              {isElsewhere(problem, props.entities) && (
                <EntityRefLink entityRef={problem.entities[0]} />
              )}
            </Flex>
            <Text as="div" color="secondary">
              {textOf(problem, 'workaround') ? (
                <RecordMarkdown
                  record={{ ...problem, attachments: [] }}
                  content={textOf(problem, 'workaround')}
                />
              ) : (
                t('field.noWorkaround')
              )}
            </Text>
            {props.action?.(problem)}
          </div>
        ))}
      </Flex>
    </Panel>
  );
}
