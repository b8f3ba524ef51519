import { Suspense, lazy, useState } from 'react';
import {
  FieldLabel,
  Skeleton,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { MentionField, type MentionFieldProps } from './MentionField';
import styles from './Form.module.css';

const RecordMarkdown = lazy(() =>
  import('../record/RecordMarkdown').then(m => ({ default: m.RecordMarkdown })),
);

/** The record that a text is of; its files are the images of the preview. */
export type ProseOf = Pick<RecordView, 'number' | 'kind' | 'attachments'>;

/** A record that is not there yet has no files. */
const NONE: ProseOf = { number: '', kind: '', attachments: [] };

type Mode = 'write' | 'preview';

/** A text in markdown: written with mentions, or shown as it will be read. */
export function ProseField({
  record = NONE,
  ...field
}: MentionFieldProps & { label: string; record?: ProseOf }) {
  const { t } = useItsmText();
  const { label, value, isRequired } = field;
  const [mode, setMode] = useState<Mode>('write');
  return (
    <div className={styles.prose}>
      {/* Stays, so that undo knows what was typed before the preview */}
      <div hidden={mode !== 'write'}>
        <MentionField {...field} />
      </div>
      {mode === 'preview' && (
        <>
          <FieldLabel
            label={label}
            secondaryLabel={isRequired ? t('form.required') : undefined}
          />
          <div
            role="group"
            aria-label={t('form.previewOf', { field: label })}
            className={styles.preview}
          >
            {/\S/.test(value) ? (
              <Suspense fallback={<Skeleton width="100%" height="4rem" />}>
                <RecordMarkdown record={record} content={value} />
              </Suspense>
            ) : (
              <Text color="secondary">{t('form.nothingToPreview')}</Text>
            )}
          </div>
        </>
      )}
      <ToggleButtonGroup
        aria-label={t('form.mode', { field: label })}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[mode]}
        onSelectionChange={keys => setMode([...keys][0] as Mode)}
      >
        <ToggleButton id="write" size="small">
          {t('form.write')}
        </ToggleButton>
        <ToggleButton id="preview" size="small">
          {t('form.preview')}
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}
