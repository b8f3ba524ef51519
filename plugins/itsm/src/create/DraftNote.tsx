import { Button, Text } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './Create.module.css';

/** Says that a form begins with what was typed before, and takes it away. */
export function DraftNote(props: { onDiscard: () => void }) {
  const { t } = useItsmText();
  return (
    <div className={styles.restored}>
      <Text>{t('form.draftRestored')}</Text>
      <Button size="small" variant="tertiary" onPress={props.onDiscard}>
        {t('form.discardDraft')}
      </Button>
    </div>
  );
}
