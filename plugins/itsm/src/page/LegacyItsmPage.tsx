import { Suspense, lazy, useMemo } from 'react';
import { PluginHeader } from '@backstage/ui';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import {
  kindViewsApiRef,
  rootRouteRef,
  useItsmText,
  type AdministrationPageEntry,
} from 'backstage-plugin-itsm-react';
import { administrationPages } from '../admin/administrationPages';
import { titleText } from '../title/Title';
import { MyWorkPage } from '../mywork/MyWorkPage';
import { ItsmPages } from './ItsmPages';
import { KindPage } from './KindPage';

const administration: readonly AdministrationPageEntry[] =
  administrationPages.map(({ loader, ...page }) => {
    const Page = lazy(async () => {
      const element = await loader();
      return { default: () => element };
    });
    return {
      ...page,
      element: (
        <Suspense>
          <Page />
        </Suspense>
      ),
    };
  });

/** All ITSM pages for the old frontend system, at the same URLs as in the new one. */
export function LegacyItsmPage() {
  const { t, code } = useItsmText();
  const { entries } = useApi(kindViewsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const pages = useMemo(
    () => [
      {
        path: 'my-work',
        title: titleText('work.title'),
        element: <MyWorkPage />,
      },
      ...entries
        .filter(entry => entry.tab)
        .map(({ kind, plural, title }) => ({
          path: plural,
          title:
            typeof title === 'object' ? title : code(`kind.${kind}.plural`),
          element: <KindPage kind={kind} />,
        })),
    ],
    [entries, code],
  );
  return (
    <>
      <PluginHeader title={t('page.title')} titleLink={root} />
      <ItsmPages pages={pages} administration={administration} />
    </>
  );
}
