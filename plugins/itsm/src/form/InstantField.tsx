import { useId } from 'react';
import { FieldLabel } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './Form.module.css';

/** ISO 8601 to what a `datetime-local` input holds: local wall clock without a zone. Nothing for what is no instant. */
function wallClock(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** A date and time in the reader's zone. The browser's own picker: no library to load. */
export function InstantField(props: {
  label: string;
  isRequired: boolean;
  value: string | undefined;
  onChange: (iso: string | undefined) => void;
}) {
  const { t } = useItsmText();
  const id = useId();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <div className={styles.instant}>
      <FieldLabel
        label={props.label}
        htmlFor={id}
        secondaryLabel={props.isRequired ? t('form.required') : undefined}
        description={t('form.zone', { zone: timeZone })}
        descriptionId={`${id}-zone`}
      />
      <input
        id={id}
        type="datetime-local"
        aria-describedby={`${id}-zone`}
        required={props.isRequired}
        value={props.value ? wallClock(props.value) : ''}
        onChange={event => {
          const typed = event.target.value;
          props.onChange(typed ? new Date(typed).toISOString() : undefined);
        }}
      />
    </div>
  );
}
