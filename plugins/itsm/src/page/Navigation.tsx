import { useEffect, useRef, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef, type ItsmTitle } from 'backstage-plugin-itsm-react';
import { Title } from '../title/Title';
import type { ItsmPage } from './ItsmPages';
import { litTab, pageOf, placesOf } from './places';
import { SubNavigation } from './SubNavigation';
import styles from './ItsmPages.module.css';

/** Lists that are under these tabs open with what concerns the reader. */
const NARROWED: Record<string, string> = { 'my-work': '?mine=true' };

/** The tabs above a page, and on lists the way to those under the same tab. */
export function Navigation(props: {
  pages: readonly Pick<ItsmPage, 'path' | 'title'>[];
  base: string;
  /** What follows the base in the address. */
  address: string;
  children: ReactNode;
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
  const content = (
    <>
      {tab && under.length > 0 && isList && (
        <SubNavigation
          tab={tab.title}
          items={[
            { ...tab, search: '' },
            ...under.map(page => ({ ...page, search: NARROWED[lit] ?? '' })),
          ].map(({ title, path, search }) => ({
            title,
            href: `${base}/${path}${search}`,
            isCurrent: path === current,
          }))}
        />
      )}
      {props.children}
    </>
  );
  return (
    <>
      {/* Backstage's own header lights what the address begins with: nothing for a list under a tab */}
      <Tabs selectedKey={lit} className={styles.root}>
        <div className={styles.tabs} data-itsm-root="tabs">
          <TabList>
            {tabs.map(({ path, title }) => (
              <Tab
                key={path}
                id={path}
                href={`${base}/${path}`}
                matchStrategy="prefix"
              >
                <TabLabel title={title} isLit={path === lit} />
              </Tab>
            ))}
          </TabList>
        </div>
        {lit && (
          // A panel keeps its first id, by which its tab names it: another tab has another panel
          <TabPanel key={lit} id={lit} className={styles.panel}>
            {content}
          </TabPanel>
        )}
      </Tabs>
      {!lit && content}
    </>
  );
}

/** A narrow window has no room for all tabs: the lit one comes into view. */
function TabLabel(props: { title: ItsmTitle; isLit: boolean }) {
  const label = useRef<HTMLSpanElement>(null);
  const { isLit } = props;
  useEffect(() => {
    if (!isLit) return;
    label.current
      ?.closest('[role=tab]')
      ?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [isLit]);
  return (
    <span ref={label}>
      <Title of={props.title} />
    </span>
  );
}
