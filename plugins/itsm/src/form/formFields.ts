import type { KindDefinition, RecordView } from 'backstage-plugin-itsm-common';
import type { FieldView, FieldWidget } from 'backstage-plugin-itsm-react';
import { FIELD_VIEWS } from './fieldViews';

/** Any zod object; its type is not imported so that the schema library stays out of this chunk. */
type InputSchema = Pick<KindDefinition['create'], 'toJSONSchema'>;

/** A field of a form, made of an input schema and of what the kind's view says about it. */
export interface FormField {
  name: string;
  widget: FieldWidget;
  choices?: readonly (string | number)[];
  required: (values: FormValues) => boolean;
  visible: (values: FormValues) => boolean;
  /** May be cleared by sending null. */
  nullable: boolean;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

export type FormValues = Record<string, unknown>;

interface JsonSchema {
  type?: string;
  format?: string;
  enum?: (string | number)[];
  const?: string | number;
  anyOf?: JsonSchema[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** Longer texts get a text area. */
const LINE_LENGTH = 500;

function widgetOf(schema: JsonSchema): FieldWidget {
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array') return 'personsOrGroups';
  if (schema.format === 'date-time') return 'instant';
  return (schema.maxLength ?? 0) > LINE_LENGTH ? 'text' : 'line';
}

/**
 * Turns an input schema into fields; `order` first, then what it doesn't name. `record` is what the
 * form is about, if it exists already.
 */
export function formFields(
  input: InputSchema,
  views: Record<string, FieldView>,
  order: readonly string[] = [],
  record?: RecordView,
): FormField[] {
  const schema = input.toJSONSchema({ io: 'input' }) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const properties = schema.properties ?? {};
  const names = [
    ...order.filter(name => properties[name]),
    ...Object.keys(properties).filter(name => !order.includes(name)),
  ];
  return names.map(name => {
    const branches = properties[name].anyOf ?? [properties[name]];
    const values = branches.filter(each => each.type !== 'null');
    const constants = values.flatMap(each => each.const ?? []);
    const main = values[0];
    const choices = main.enum ?? (constants.length ? constants : undefined);
    const view = views[name] ?? FIELD_VIEWS[name] ?? {};
    const needed = schema.required?.includes(name) ?? false;
    return {
      name,
      widget: choices ? 'choice' : (view.widget ?? widgetOf(main)),
      choices,
      nullable: values.length < branches.length,
      required: all => needed || Boolean(view.required?.(all, record)),
      visible: all => view.visible?.(all, record) ?? true,
      maxLength: main.maxLength,
      minimum: main.minimum,
      maximum: main.maximum,
    };
  });
}

const isBlank = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && !/\S/.test(value)) ||
  (Array.isArray(value) && value.length === 0);

/** Names of visible fields that still need a value. */
export function missingFields(fields: FormField[], values: FormValues) {
  return fields
    .filter(field => field.visible(values) && field.required(values))
    .filter(field => isBlank(values[field.name]))
    .map(field => field.name);
}

/** A list of texts without the empty lines that were typed between them. */
const withoutBlanks = (value: unknown) =>
  Array.isArray(value) ? value.filter(each => !isBlank(each)) : value;

/** What is sent: visible fields that hold something. */
export function inputOf(fields: FormField[], values: FormValues): FormValues {
  return Object.fromEntries(
    fields
      .filter(field => field.visible(values) && !isBlank(values[field.name]))
      .map(field => [field.name, withoutBlanks(values[field.name])]),
  );
}

/** What an edit sends: fields that differ from what was read; a cleared one as null or ''. */
export function changesOf(
  fields: FormField[],
  before: FormValues,
  values: FormValues,
): FormValues {
  const same = (a: unknown, b: unknown) =>
    (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b);
  return Object.fromEntries(
    fields
      .filter(field => !same(before[field.name], values[field.name]))
      .map(field => {
        const value = withoutBlanks(values[field.name]);
        const cleared = Array.isArray(before[field.name]) ? [] : '';
        if (!isBlank(value)) return [field.name, value];
        return [field.name, field.nullable ? null : cleared];
      }),
  );
}
