import { Text } from '@backstage/ui';
import type { EntryLine } from 'backstage-plugin-itsm-common';
import { RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { PrincipalLink } from '../record/PrincipalLink';

/** Who redacted something of an entry, and when. */
export function RedactedNote({
  redacted,
}: {
  redacted: NonNullable<EntryLine['redacted']>;
}) {
  const { t } = useItsmText();
  return (
    <Text as="div" variant="body-small" color="secondary">
      {t('redact.by')} <PrincipalLink principal={redacted.by} />,{' '}
      <RelativeTime at={redacted.at} />
    </Text>
  );
}
