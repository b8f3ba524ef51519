import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  RecordLink,
  aboutEntity,
  isKindOn,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';
import { Panel } from '../../record/Panel';
import { RecordMarkdown } from '../../record/RecordMarkdown';
import { textOf } from '../fieldFacts';

/** As many as a reader looks through. */
const LIMIT = 50;

/** What helps with the entity until it is repaired: the workarounds of its open problems. */
export function KnownErrorsPanel({ entity }: { entity: string }) {
  const { t } = useItsmText();
  const plural = usePlural('problem');
  const { data } = useRecordList(
    plural,
    {
      ...aboutEntity(entity),
      state: 'open',
      sort: 'updated',
      limit: LIMIT,
    },
    { disabled: !isKindOn('problem', useApi(configApiRef)) },
  );
  const known = (data?.items ?? []).filter(each => textOf(each, 'workaround'));
  if (known.length === 0) return null;
  return (
    <Panel title={t('article.knownErrors')}>
      <Flex direction="column" gap="3">
        {known.map(problem => (
          <div key={problem.number}>
            <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
              <RecordLink number={problem.number} />
              <Text weight="bold">{problem.title}</Text>
            </Flex>
            <Text as="div" color="secondary">
              <RecordMarkdown
                record={{ ...problem, attachments: [] }}
                content={textOf(problem, 'workaround')}
              />
            </Text>
          </div>
        ))}
      </Flex>
    </Panel>
  );
}
