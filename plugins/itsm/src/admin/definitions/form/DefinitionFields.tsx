import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { FormControls } from '../../../form/FormControl';
import type { FormField } from '../../../form/formFields';
import { ConditionEditor } from '../conditions/ConditionEditor';
import type { DefinitionParts } from '../DefinitionTypeView';
import { withoutGaps } from './rebased';
import { specFields } from './specFields';

const headField = (
  name: string,
  field: Pick<FormField, 'widget'> & Partial<FormField>,
): FormField => ({
  name,
  nullable: false,
  required: () => false,
  visible: () => true,
  ...field,
});

const NAME = [
  headField('name', { widget: 'line', maxLength: 100, required: () => true }),
];
const OWNER = [
  headField('ownerGroup', { widget: 'group', nullable: true }),
  headField('desk', { widget: 'line', maxLength: 50 }),
];

/** All that a person decides about a definition: what every type has, and around that the spec of its type. */
export function DefinitionFields(props: {
  parts: DefinitionParts;
  content: DefinitionContent;
  onChange: (content: DefinitionContent) => void;
}) {
  const { t, code } = useItsmText();
  const { parts, content, onChange } = props;
  const { spec, ...head } = content;
  const labelOf = (name: string) => code(`definition.field.${name}`);
  const hintOf = (name: string) => {
    const key = `definition.hint.${name}`;
    const hint = t(key as 'definition.hint.name');
    return hint === key ? undefined : hint;
  };
  const setSpec = (changed: Record<string, unknown>) =>
    onChange({ ...head, spec: withoutGaps(changed) });
  const setHead = (changed: Record<string, unknown>) =>
    onChange({
      name: String(changed.name ?? ''),
      ownerGroup: (changed.ownerGroup as string | undefined) ?? null,
      desk: String(changed.desk ?? ''),
      spec,
    });
  return (
    <>
      <FormControls
        fields={NAME}
        values={head}
        labelOf={labelOf}
        hintOf={hintOf}
        onChange={setHead}
      />
      {specFields(parts).map(field => {
        const { name } = field;
        const facts = parts.type.conditions[name];
        return facts ? (
          <ConditionEditor
            key={name}
            label={labelOf(name)}
            facts={facts}
            widgets={parts.facts}
            value={spec[name] ?? {}}
            onChange={condition =>
              onChange({ ...head, spec: { ...spec, [name]: condition } })
            }
          />
        ) : (
          <FormControls
            key={name}
            fields={[field]}
            values={spec}
            labelOf={labelOf}
            hintOf={hintOf}
            onChange={setSpec}
          />
        );
      })}
      <FormControls
        fields={OWNER}
        values={head}
        labelOf={labelOf}
        hintOf={hintOf}
        onChange={setHead}
      />
    </>
  );
}
