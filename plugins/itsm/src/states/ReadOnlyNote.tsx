import { Text } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './ItsmRoot.module.css';

/** A quiet line that says why nothing can be changed. */
export function ReadOnlyNote(props: { because: 'installation' | 'reader' }) {
  const { t } = useItsmText();
  return (
    <Text as="p" color="secondary" className={styles.note}>
      <RiLockLine size={16} aria-hidden />
      {t(`readOnly.${props.because}`)}
    </Text>
  );
}
