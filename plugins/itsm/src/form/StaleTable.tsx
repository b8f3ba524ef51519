import type { ReactNode } from 'react';
import { Alert } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './Form.module.css';

/** What differs between two versions, beside what the reader was about to write. */
export function StaleTable(props: {
  /** What the reader can do now. */
  explanation: string;
  rows: readonly {
    name: string;
    label: string;
    before: ReactNode;
    now: ReactNode;
    /** Left out: nothing of the reader's differs. */
    mine?: ReactNode;
  }[];
}) {
  const { t } = useItsmText();
  return (
    <>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('stale.title')}
        description={props.explanation}
      />
      {props.rows.length === 0 ? (
        <p>{t('stale.unchanged')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.versions}>
            <thead>
              <tr>
                <th>{t('stale.field')}</th>
                <th>{t('stale.before')}</th>
                <th>{t('stale.now')}</th>
                <th>{t('stale.mine')}</th>
              </tr>
            </thead>
            <tbody>
              {props.rows.map(({ name, label, before, now, mine = '–' }) => (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  <td>{before}</td>
                  <td>{now}</td>
                  <td>{mine}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
