import { Container, PluginHeader } from '@backstage/ui';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Navigate, Route, Routes } from 'react-router-dom';
import {
  rootRouteRef,
  useItsmSettings,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { DeliveriesPage } from '../inbox/DeliveriesPage';
import { UnmappedPage } from '../inbox/UnmappedPage';
import { KindPage } from './KindPage';
import { RoutedRecord } from './RoutedRecord';

/** All ITSM pages for the old frontend system, at the same URLs as in the new one. */
export function LegacyItsmPage() {
  const { t } = useItsmText();
  const root = useRouteRef(rootRouteRef)();
  const settings = useItsmSettings().data;
  const administers = settings?.permissions.includes('itsm.delivery.read');
  const tab = (id: string, label: string) => ({
    id,
    label,
    href: `${root}/${id}`,
    matchStrategy: 'prefix' as const,
  });
  return (
    <>
      <PluginHeader
        title={t('page.title')}
        titleLink={root}
        tabs={[
          tab('incidents', t('page.incidents')),
          tab('changes', t('page.changes')),
          ...(administers
            ? [
                tab('unmapped', t('inbox.title')),
                tab('deliveries', t('deliveries.title')),
              ]
            : []),
        ]}
      />
      <Routes>
        <Route path="incidents/*" element={<KindPage kind="incident" />} />
        <Route path="changes/*" element={<KindPage kind="change" />} />
        <Route path="unmapped" element={<UnmappedPage />} />
        <Route path="deliveries" element={<DeliveriesPage />} />
        <Route
          path="r/:number"
          element={
            <Container my="4">
              <RoutedRecord />
            </Container>
          }
        />
        <Route path="*" element={<Navigate to="incidents" replace />} />
      </Routes>
    </>
  );
}
