import type { ReactNode } from 'react';
import { AnalyticsContext } from '@backstage/frontend-plugin-api';
import styles from './ItsmRoot.module.css';

/** The outermost element of everything we draw, and where our analytics events come from. */
export function ItsmRoot(props: { view: string; children: ReactNode }) {
  return (
    <AnalyticsContext attributes={{ pluginId: 'itsm', extension: props.view }}>
      <div className={styles.root} data-itsm-root={props.view}>
        {props.children}
      </div>
    </AnalyticsContext>
  );
}
