import { Container, PluginHeader } from '@backstage/ui';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { Navigate, Route, Routes } from 'react-router-dom';
import {
  kindViewsApiRef,
  rootRouteRef,
  useItsmSettings,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { DeliveriesPage } from '../inbox/DeliveriesPage';
import { UnmappedPage } from '../inbox/UnmappedPage';
import { MyWorkPage } from '../mywork/MyWorkPage';
import { KindPage } from './KindPage';
import { RoutedRecord } from './RoutedRecord';

/** All ITSM pages for the old frontend system, at the same URLs as in the new one. */
export function LegacyItsmPage() {
  const { t, code } = useItsmText();
  const kinds = useApi(kindViewsApiRef).entries.filter(entry => entry.tab);
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
          tab('my-work', t('work.title')),
          ...kinds.map(({ kind, plural }) =>
            tab(plural, code(`kind.${kind}.plural`)),
          ),
          ...(administers
            ? [
                tab('unmapped', t('inbox.tab')),
                tab('deliveries', t('deliveries.title')),
              ]
            : []),
        ]}
      />
      <Routes>
        <Route path="my-work" element={<MyWorkPage />} />
        {kinds.map(({ kind, plural }) => (
          <Route
            key={kind}
            path={`${plural}/*`}
            element={<KindPage kind={kind} />}
          />
        ))}
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
        <Route path="*" element={<Navigate to="my-work" replace />} />
      </Routes>
    </>
  );
}
