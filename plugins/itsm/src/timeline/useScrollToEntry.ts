import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import type { EntryView } from 'backstage-plugin-itsm-common';

/** A permalink may point to an old entry: pages are loaded until it is there, but not for ever. */
const MAX_PAGES = 20;

/** Brings the entry of a `#e-…` URL into view once it is loaded. */
export function useScrollToEntry(
  entries: readonly EntryView[],
  loadMore: (() => Promise<void>) | undefined,
): void {
  const { hash } = useLocation();
  const done = useRef('');
  const pages = useRef(0);
  useEffect(() => {
    if (!hash.startsWith('#e-') || done.current === hash) return;
    const element = document.getElementById(hash.slice(1));
    if (element) {
      done.current = hash;
      element.scrollIntoView({ block: 'center' });
      // The browser sets :target only for elements that exist while it navigates
      element.setAttribute('data-target', 'true');
    } else if (loadMore && pages.current < MAX_PAGES) {
      pages.current += 1;
      void loadMore();
    }
  }, [hash, entries, loadMore]);
}
