import { useState } from 'react';
import { Text, TextAreaField } from '@backstage/ui';
import type { ConditionFacts } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from '../Definitions.module.css';

const written = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);

function read(text: string): { value: unknown; problem?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // What is no JSON yet is kept as it is typed, and refused as a condition
    return { value: text, problem: (error as Error).message };
  }
}

/** A condition as it is stored. */
export function ConditionSource(props: {
  facts: ConditionFacts;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { t } = useItsmText();
  const [text, setText] = useState(() => written(props.value));
  // Something else than what is typed here, such as a discarded draft
  const isTyped = written(read(text).value) === written(props.value);
  const shown = isTyped ? text : written(props.value);
  const { problem } = read(shown);
  return (
    <div className={styles.code}>
      <TextAreaField
        label={t('definition.form.text')}
        description={t('definition.form.textHint', {
          known: Object.keys(props.facts).join(', '),
        })}
        rows={10}
        value={shown}
        onChange={typed => {
          setText(typed);
          props.onChange(read(typed).value);
        }}
      />
      {problem && (
        <Text as="p" variant="body-small" color="danger">
          {t('definition.form.noJson', { message: problem })}
        </Text>
      )}
    </div>
  );
}
