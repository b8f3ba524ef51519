import { useEffect, useState } from 'react';
import { SearchField } from '@backstage/ui';
import styles from './RecordList.module.css';

const SEARCH_DELAY_MS = 300;

/** Types freely; the list follows a moment after the last key. */
export function SearchBox(props: {
  label: string;
  /** Left out: the label. */
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(props.value);
  const { label, value, onChange } = props;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <SearchField
      aria-label={label}
      placeholder={props.placeholder ?? label}
      className={styles.search}
      value={typed}
      onChange={setTyped}
    />
  );
}
