import { Text } from '@backstage/ui';
import type { RecordSummary } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { textOf } from '../fieldFacts';
import { plainText } from './plainText';

/** What helps until there is a fix, as its first words. */
export function KnownErrorCell({ record }: { record: RecordSummary }) {
  const { t } = useItsmText();
  const workaround = plainText(textOf(record, 'workaround'));
  if (workaround) {
    return (
      <Text as="p" truncate>
        {workaround}
      </Text>
    );
  }
  return (
    <Text color="secondary">
      {record.fields.noWorkaround ? t('field.noWorkaround') : '–'}
    </Text>
  );
}
