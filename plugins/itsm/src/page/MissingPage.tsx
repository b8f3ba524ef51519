import { Container } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { EmptyState } from '../states/EmptyState';
import { ItsmRoot } from '../states/ItsmRoot';

/** What an address shows that leads nowhere, or where the reader may not go. */
export function MissingPage() {
  const { t } = useItsmText();
  return (
    <Container my="4">
      <ItsmRoot view="missing">
        <EmptyState title={t('page.missing')}>
          {t('page.missingHint')}
        </EmptyState>
      </ItsmRoot>
    </Container>
  );
}
