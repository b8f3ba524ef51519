import {
  Checkbox,
  NumberField,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { useItsmText, type FieldWidget } from 'backstage-plugin-itsm-react';
import { ENTITY_KINDS } from '../entity/entityFilter';
import { EntityField, EntitiesField } from './EntityField';
import { InstantField } from './InstantField';
import { ProseField, type ProseOf } from './ProseField';
import { RecordField } from './RecordField';
import type { FormField, FormValues } from './formFields';
import styles from './Form.module.css';

interface ControlProps {
  field: FormField;
  label: string;
  /** What the form is about, if it exists already. */
  record?: ProseOf;
  hint?: string;
  isRequired: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

const text = (value: unknown) =>
  value === undefined || value === null ? '' : String(value);
const PEOPLE = ['User'];
const GROUPS = ['Group'];
const BOTH = ['User', 'Group'];

const entityControl = (kinds: string[]) => (props: ControlProps) => (
  <EntityField
    {...shared(props)}
    kinds={kinds}
    value={text(props.value) || undefined}
  />
);
const entitiesControl = (kinds: string[]) => (props: ControlProps) => (
  <EntitiesField
    {...shared(props)}
    kinds={kinds}
    value={(props.value as string[] | undefined) ?? []}
  />
);

function shared({ label, isRequired, onChange }: ControlProps) {
  return { label, isRequired, onChange };
}

function ChoiceControl(props: ControlProps) {
  const { t, code } = useItsmText();
  const { field } = props;
  return (
    <Select
      label={props.label}
      isRequired={props.isRequired}
      placeholder={t('form.choose')}
      value={text(props.value) || null}
      onChange={key =>
        props.onChange(field.choices?.find(each => String(each) === key))
      }
      options={(field.choices ?? []).map(choice => ({
        id: String(choice),
        label:
          typeof choice === 'number'
            ? `P${choice} ${code(`priority.${choice}`)}`
            : code(`choice.${field.name}.${choice}`),
      }))}
    />
  );
}

const CONTROLS: Record<FieldWidget, (props: ControlProps) => JSX.Element> = {
  line: props => (
    <TextField
      {...shared(props)}
      description={props.hint}
      value={text(props.value)}
      maxLength={props.field.maxLength}
    />
  ),
  text: props => (
    <TextAreaField
      {...shared(props)}
      value={text(props.value)}
      maxLength={props.field.maxLength}
    />
  ),
  prose: props => (
    <ProseField
      {...shared(props)}
      record={props.record}
      value={text(props.value)}
      maxLength={props.field.maxLength}
    />
  ),
  lines: props => (
    <TextAreaField
      {...shared(props)}
      description={props.hint}
      value={((props.value as string[] | undefined) ?? []).join('\n')}
      onChange={value => props.onChange(value.split('\n'))}
    />
  ),
  choice: ChoiceControl,
  flag: props => (
    <Checkbox isSelected={Boolean(props.value)} onChange={props.onChange}>
      {props.label}
    </Checkbox>
  ),
  number: props => (
    <NumberField
      {...shared(props)}
      description={props.hint}
      minValue={props.field.minimum}
      maxValue={props.field.maximum}
      value={typeof props.value === 'number' ? props.value : NaN}
      onChange={value =>
        props.onChange(Number.isNaN(value) ? undefined : value)
      }
    />
  ),
  instant: props => (
    <InstantField {...shared(props)} value={text(props.value) || undefined} />
  ),
  person: entityControl(PEOPLE),
  group: entityControl(GROUPS),
  personOrGroup: entityControl(BOTH),
  personsOrGroups: entitiesControl(BOTH),
  entities: entitiesControl(ENTITY_KINDS),
  record: props => <RecordField {...shared(props)} value={text(props.value)} />,
};

/** All visible fields of a form, each drawn by its widget. */
export function FormControls(props: {
  record?: ProseOf;
  fields: FormField[];
  values: FormValues;
  /** What a field is called; left out: what records call it. */
  labelOf?: (name: string) => string;
  hintOf?: (name: string) => string | undefined;
  onChange: (values: FormValues) => void;
}) {
  const { t, code } = useItsmText();
  const labelOf = props.labelOf ?? (name => code(`field.${name}`));
  return (
    <div className={styles.fields}>
      {props.fields
        .filter(field => field.visible(props.values))
        .map(field => {
          const Control = CONTROLS[field.widget];
          return (
            <Control
              key={field.name}
              field={field}
              record={props.record}
              label={labelOf(field.name)}
              hint={
                props.hintOf?.(field.name) ??
                (field.widget === 'lines' ? t('form.lines') : undefined)
              }
              isRequired={field.required(props.values)}
              value={props.values[field.name]}
              onChange={value =>
                props.onChange({ ...props.values, [field.name]: value })
              }
            />
          );
        })}
    </div>
  );
}
