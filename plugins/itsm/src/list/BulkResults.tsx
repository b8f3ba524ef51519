import { Flex, Text } from '@backstage/ui';
import type { BulkResult } from 'backstage-plugin-itsm-common';
import { RecordLink, useItsmText } from 'backstage-plugin-itsm-react';
import { reasonText } from '../states/failure';
import styles from './RecordList.module.css';

/** What became of several records: how many were done, and why others were refused. */
export function BulkResults({ results }: BulkResult) {
  const text = useItsmText();
  const { t } = text;
  const refused = results.filter(each => each.refused);
  const byReason = new Map<string, string[]>();
  for (const { number, refused: refusal } of refused) {
    const reason = reasonText(refusal!, text);
    byReason.set(reason, [...(byReason.get(reason) ?? []), number]);
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="p" role="status" weight="bold">
        {t('bulk.result', {
          done: t('bulk.done', { count: results.length - refused.length }),
          refused: t('bulk.refused', { count: refused.length }),
        })}
      </Text>
      <ul className={styles.reasons}>
        {[...byReason].map(([reason, numbers]) => (
          <li key={reason}>
            <Text as="p">{reason}</Text>
            <Flex gap="2">
              {numbers.map(number => (
                <RecordLink key={number} number={number} />
              ))}
            </Flex>
          </li>
        ))}
      </ul>
    </Flex>
  );
}
