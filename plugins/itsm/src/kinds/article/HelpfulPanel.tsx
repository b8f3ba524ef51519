import { useState } from 'react';
import { Alert, Button, Flex, Text, TextAreaField } from '@backstage/ui';
import { RiThumbDownLine, RiThumbUpLine } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { VoteInput } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type RecordPanelProps,
} from 'backstage-plugin-itsm-react';
import { unlessRestricted, useDraft } from '../../create/useDraft';
import { Panel } from '../../record/Panel';
import { usePlural } from '../../record/usePlural';
import { failureText } from '../../states/failure';
import { helpfulOf } from './helpfulOf';

const MAX_LENGTH = 5_000;

/** Whether it helped its reader, and what was missing if it did not. */
export function HelpfulPanel({ record, onChanged }: RecordPanelProps) {
  const texts = useItsmText();
  const { t } = texts;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const draft = useDraft(
    `missing/${record.number}`,
    { missing: '' },
    { keep: unlessRestricted(record) },
  );
  const [asked, setAsking] = useState<boolean>();
  const asking = asked ?? draft.restored;
  const [told, setTold] = useState(false);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const { feedback } = record;
  const counts = helpfulOf(record);
  if (!feedback?.open) return null;

  const send = async (input: VoteInput) => {
    setSending(true);
    setError(undefined);
    try {
      onChanged(await client.vote(plural, record.number, input));
      setAsking(!input.helpful && !input.missing);
      setTold(Boolean(input.missing));
      if (input.missing) draft.discard();
    } catch (failure) {
      setError(failureText(failure, texts));
    } finally {
      setSending(false);
    }
  };
  const answer = (helpful: boolean, Icon: typeof RiThumbUpLine) => (
    <Button
      size="small"
      variant={feedback.helpful === helpful ? 'primary' : 'secondary'}
      aria-pressed={feedback.helpful === helpful}
      iconStart={<Icon />}
      isDisabled={sending}
      onPress={() => void send({ helpful })}
    >
      {t(helpful ? 'article.yes' : 'article.no')}
    </Button>
  );

  return (
    <Panel title={t('article.helpful')}>
      <Flex direction="column" gap="3">
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          {answer(true, RiThumbUpLine)}
          {answer(false, RiThumbDownLine)}
          {counts && (
            <Text color="secondary">{t('article.helpfulOf', counts)}</Text>
          )}
        </Flex>
        {asking && (
          <>
            <TextAreaField
              label={t('article.missing')}
              description={t('article.missingHint')}
              rows={3}
              maxLength={MAX_LENGTH}
              value={draft.value.missing}
              onChange={missing => draft.set({ missing })}
            />
            <Flex gap="2">
              <Button
                isPending={sending}
                isDisabled={!/\S/.test(draft.value.missing)}
                onPress={() =>
                  void send({ helpful: false, missing: draft.value.missing })
                }
              >
                {t('article.tell')}
              </Button>
              <Button
                variant="secondary"
                onPress={() => {
                  draft.discard();
                  setAsking(false);
                }}
              >
                {t('form.cancel')}
              </Button>
            </Flex>
          </>
        )}
        {told && <Text role="status">{t('article.told')}</Text>}
        {error && <Alert role="alert" status="danger" title={error} />}
      </Flex>
    </Panel>
  );
}
