import { Flex, Text } from '@backstage/ui';
import type { ArticleDraft, RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import { RecordMarkdown } from '../../record/RecordMarkdown';
import { Timestamp } from '../Timestamp';

/** The next version of what is published, while it is written and approved. */
export function DraftPanel({ record }: { record: RecordView }) {
  const { t, code } = useItsmText();
  const draft = record.fields.draft as ArticleDraft | undefined;
  if (!draft) return null;
  const state = code(`kind.article.state.${draft.state}`);
  const { validTo } = draft;
  return (
    <Panel title={`${t('article.next')} ${draft.version} · ${state}`}>
      <Flex direction="column" gap="2">
        <Text weight="bold">{draft.title}</Text>
        {validTo !== undefined && (
          <Text color="secondary">
            {code('field.validTo')}:{' '}
            {validTo ? <Timestamp at={validTo} /> : t('article.validForAYear')}
          </Text>
        )}
        <Text as="div">
          <RecordMarkdown record={record} content={draft.description} />
        </Text>
      </Flex>
    </Panel>
  );
}
