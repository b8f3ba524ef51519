import { Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { RecordSummary } from 'backstage-plugin-itsm-common';
import {
  KindIcon,
  PriorityChip,
  RecordLink,
  RelativeTime,
  StateChip,
} from 'backstage-plugin-itsm-react';
import styles from './MyWork.module.css';

/** Records of any kind, a line each: for places where a table would be too much. */
export function RecordLines(props: { records: readonly RecordSummary[] }) {
  return (
    <ul className={styles.lines}>
      {props.records.map(record => (
        <li key={record.number} className={styles.line}>
          <div className={styles.what}>
            <Text weight="bold">{record.title}</Text>
            <div className={styles.facts}>
              <KindIcon kind={record.kind} />
              <RecordLink number={record.number} />
              {record.entities[0] && (
                <EntityRefLink entityRef={record.entities[0]} disableTooltip />
              )}
              <RelativeTime at={record.createdAt} />
            </div>
          </div>
          <div className={styles.chips}>
            {record.priority && <PriorityChip priority={record.priority} />}
            <StateChip
              kind={record.kind}
              state={record.state}
              phase={record.phase}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
