import { useApi } from '@backstage/frontend-plugin-api';
import { RiCustomerService2Line } from '@remixicon/react';
import { kindViewsApiRef } from './kindViewsApi';
import styles from './KindIcon.module.css';

/**
 * Tells records of different kinds apart at a glance. Readers of screens have the number for that.
 *
 * @public
 */
export function KindIcon(props: { kind: string }) {
  const { entries } = useApi(kindViewsApiRef);
  const entry = entries.find(({ kind }) => kind === props.kind);
  return (
    <span aria-hidden className={styles.icon}>
      {entry?.icon ?? <RiCustomerService2Line />}
    </span>
  );
}
