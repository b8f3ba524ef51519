import { TextField } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';

/** A record by its number, in whatever case it is typed or pasted. */
export function RecordField(props: {
  label: string;
  isRequired: boolean;
  value: string;
  onChange: (number: string) => void;
}) {
  const { t } = useItsmText();
  return (
    <TextField
      label={props.label}
      isRequired={props.isRequired}
      description={t('form.number')}
      value={props.value}
      onChange={typed => props.onChange(typed.trim().toUpperCase())}
    />
  );
}
