import { useEffect, useState } from 'react';
import { Alert, Text } from '@backstage/ui';
import {
  RecordLink,
  useItsmText,
  useSimilarRecords,
} from 'backstage-plugin-itsm-react';
import styles from './Create.module.css';

const DELAY_MS = 400;
const MIN_LENGTH = 4;

/** Open records, known errors and articles that read like the title being typed: perhaps it is known already. */
export function SimilarRecords(props: { title: string; entity?: string }) {
  const { t } = useItsmText();
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(props.title.trim()), DELAY_MS);
    return () => clearTimeout(timer);
  }, [props.title]);
  const { data } = useSimilarRecords(
    { q: q.slice(0, 200), near: props.entity, limit: 3 },
    { disabled: q.length < MIN_LENGTH },
  );
  const similar = q.length < MIN_LENGTH ? [] : (data?.items ?? []);
  if (similar.length === 0) return null;
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('create.similar')}
      description={
        <>
          {t('create.similarHint')}
          <ul className={styles.similar}>
            {similar.map(record => (
              <li key={record.number}>
                <RecordLink number={record.number} /> {record.title}
                {typeof record.fields.workaround === 'string' && (
                  <Text as="div" color="secondary">
                    {record.fields.workaround}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
