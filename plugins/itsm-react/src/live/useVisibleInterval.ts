import { useEffect } from 'react';

/** Calls back regularly while the tab is visible, and once when it becomes visible again. */
export function useVisibleInterval(ms: number, callback: () => void): void {
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') callback();
    };
    const timer = setInterval(tick, ms);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [ms, callback]);
}
