import type { CSSProperties } from 'react';
import type { ChipTone } from 'backstage-plugin-itsm-react';
import styles from './Strip.module.css';

/** One of a row of bars: what it means is told by its height as well as by its colour. */
export interface Bar {
  key: string;
  /** All it stands for, in words. */
  title: string;
  tone?: ChipTone;
  /** Percent; 0: nothing. */
  height: number;
}

/** A row of bars, the newest last: one picture, with one sentence for those who can't see it. */
export function Strip(props: {
  bars: readonly Bar[];
  label: string;
  /** As wide as its place; else as wide as its bars. */
  wide?: boolean;
}) {
  const { bars, label, wide } = props;
  return (
    <div
      className={`${styles.strip} ${wide ? styles.wide : styles.inset}`}
      role="img"
      aria-label={label}
    >
      {bars.map(({ key, title, tone, height }) => (
        <span
          key={key}
          className={styles.bar}
          data-tone={tone}
          style={{ '--itsm-height': `${height}%` } as CSSProperties}
          title={title}
        />
      ))}
    </div>
  );
}
