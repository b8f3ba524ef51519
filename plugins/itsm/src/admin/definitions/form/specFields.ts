import { formFields, type FormField } from '../../../form/formFields';
import type { DefinitionParts } from '../DefinitionTypeView';

const known = new WeakMap<DefinitionParts, FormField[]>();

/** The fields of a type's spec, its conditions among them. */
export function specFields(parts: DefinitionParts): FormField[] {
  const before = known.get(parts);
  if (before) return before;
  const fields = formFields(parts.type.spec, parts.fields, parts.order);
  known.set(parts, fields);
  return fields;
}
