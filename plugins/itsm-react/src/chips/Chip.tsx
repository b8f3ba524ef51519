import type { ReactElement, ReactNode } from 'react';
import styles from './Chip.module.css';

/** How a chip looks; always together with an icon or a word. @public */
export type ChipTone =
  | 'negative'
  | 'warning'
  | 'positive'
  | 'accent'
  | 'neutral'
  | 'solid'
  | 'outlined'
  | 'subdued';

/**
 * A short word with an icon in a tone.
 *
 * @public
 */
export function Chip(props: {
  tone: ChipTone;
  icon?: ReactElement;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={`${styles.chip} ${styles[props.tone]}`}
      title={props.title}
    >
      {props.icon}
      {props.children}
    </span>
  );
}
