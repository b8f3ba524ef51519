import { useEffect, useRef } from 'react';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef } from 'backstage-plugin-itsm-react';
import type { ItsmPage } from './ItsmPages';
import { litTab, pageOf, placesOf } from './places';
import { SubNavigation } from './SubNavigation';
import { Title } from './Title';
import styles from './ItsmPages.module.css';

/** Lists that are under these tabs open with what concerns the reader. */
const NARROWED: Record<string, string> = { 'my-work': '?mine=true' };

/** The tabs, and on lists the way to those under the same tab. */
export function Navigation(props: {
  pages: readonly ItsmPage[];
  base: string;
  /** What follows the base in the address. */
  address: string;
}) {
  const { pages, base, address } = props;
  const { entries } = useApi(kindViewsApiRef);
  const before = useRef('');
  const places = placesOf(
    pages.map(({ path }) => path),
    entries,
  );
  const current = pageOf(address, entries);
  const lit = litTab(current, places, before.current);
  useEffect(() => {
    before.current = lit;
  }, [lit]);
  const tabs = pages.filter(({ path }) => places.tabs.includes(path));
  const tab = pages.find(({ path }) => path === lit);
  const under = pages.filter(({ path }) => places.under(path).includes(lit));
  const isList = address.replace(/\/$/, '') === current;
  return (
    <>
      <div className={styles.tabs} data-itsm-root="tabs">
        {/* Backstage's own header lights what the address begins with: nothing for a list under a tab */}
        <Tabs selectedKey={lit}>
          <TabList>
            {tabs.map(({ path, title }) => (
              <Tab
                key={path}
                id={path}
                href={`${base}/${path}`}
                matchStrategy="prefix"
              >
                <Title of={title} />
              </Tab>
            ))}
          </TabList>
        </Tabs>
      </div>
      {tab && under.length > 0 && isList && (
        <SubNavigation
          tab={tab.title}
          items={[
            { title: tab.title, path: tab.path, search: '' },
            ...under.map(({ title, path }) => ({
              title,
              path,
              search: NARROWED[lit] ?? '',
            })),
          ].map(({ title, path, search }) => ({
            title,
            href: `${base}/${path}${search}`,
            isCurrent: path === current,
          }))}
        />
      )}
    </>
  );
}
