import type { KindDefinition } from './kind';
import type { EntryDraft } from './timeline';
import type { ValueType } from './valueType';

/** What an input says of its fields; `text` stands for all that needs no type. */
type InputTypes = Record<string, ValueType | 'text'>;

interface JsonSchema extends Record<string, unknown> {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
}

/** Columns of every kind that no input has, or for which an input says too little. */
const COLUMNS: Record<string, ValueType> = {
  state: 'word',
  assignee: 'entity',
  assignmentGroup: 'entity',
  openedBy: 'entity',
};

function typeOf(schema: JsonSchema): ValueType | 'text' {
  if (schema.anyOf) {
    const types = schema.anyOf
      .filter(({ type }) => type !== 'null')
      .map(typeOf);
    return types.every(type => type === types[0]) ? types[0] : 'text';
  }
  if (schema.items) return typeOf(schema.items);
  if (schema['x-entity-kind']) return 'entity';
  if (schema['x-record-number']) return 'record';
  if (schema.format === 'date-time') return 'instant';
  if (schema.format === 'uri') return 'url';
  const words = schema.enum ?? [schema.const];
  return words.every(word => typeof word === 'string') ? 'word' : 'text';
}

/** Kept, because a schema takes a while to walk. */
const typesOfInputs = new WeakMap<KindDefinition['create'], InputTypes>();

/** The types of an input's fields. */
function inputTypes(input: KindDefinition['create']): InputTypes {
  const kept = typesOfInputs.get(input);
  if (kept) return kept;
  const { properties = {} } = input.toJSONSchema({ io: 'input' }) as {
    properties?: Record<string, JsonSchema>;
  };
  const types = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, typeOf(schema)]),
  );
  typesOfInputs.set(input, types);
  return types;
}

interface KindTypes {
  /** By the name of the action. */
  actions: Map<string, InputTypes>;
  created: InputTypes;
  edited: InputTypes;
  /** Of values that are not in the input of the entry's own action. */
  general: InputTypes;
}

/** Of several inputs: what they agree on. A number of a record wins, as it may have to be hidden. */
function agreed(inputs: readonly InputTypes[]): InputTypes {
  const all: InputTypes = {};
  for (const [name, type] of inputs.flatMap(Object.entries)) {
    const before = all[name] ?? type;
    const both = [before, type].includes('record') ? 'record' : 'text';
    all[name] = before === type ? type : both;
  }
  return all;
}

const all = <T extends ValueType>(names: readonly string[], type: T) =>
  Object.fromEntries(names.map(name => [name, type]));

function typesOfKind(kind: KindDefinition): KindTypes {
  const actions = new Map(
    Object.entries(kind.actions).map(([name, { input }]) => [
      name,
      inputTypes(input),
    ]),
  );
  const created = inputTypes(kind.create);
  const edited = inputTypes(kind.edit);
  const general = {
    ...agreed([created, edited, ...actions.values()]),
    ...COLUMNS,
    ...all(Object.keys(kind.lifecycles ?? {}), 'word'),
    ...all(kind.instantFields, 'instant'),
    ...all(kind.numberFields ?? [], 'record'),
    ...kind.valueTypes,
  };
  return { actions, created, edited, general };
}

const typesOfKinds = new WeakMap<KindDefinition, KindTypes>();

/** Made when the kind's first entry is read. */
function typesFor(kind: KindDefinition): KindTypes {
  const types = typesOfKinds.get(kind) ?? typesOfKind(kind);
  typesOfKinds.set(kind, types);
  return types;
}

/**
 * What the values of an entry are, by name: those of its body and those of the fields that it changed. The
 * input of the entry's action decides, then what the kind says elsewhere. What is left out needs no type.
 *
 * @public
 */
export function valueTypes(
  kind: KindDefinition,
  { verb, body }: Pick<EntryDraft, 'verb' | 'body'>,
): Record<string, ValueType> {
  const { actions, created, edited, general } = typesFor(kind);
  const { action, fields } = body;
  const ofVerb = verb === 'created' ? created : edited;
  const own = typeof action === 'string' ? actions.get(action) : ofVerb;
  const types: Record<string, ValueType> = {};
  const tell = (names: string[], inputs: (InputTypes | undefined)[]) => {
    for (const name of names) {
      const type = inputs.find(input => input && Object.hasOwn(input, name))?.[
        name
      ];
      if (type && type !== 'text') types[name] = type;
    }
  };
  tell(Object.keys(body), [own, general]);
  tell(Object.keys((fields as object | undefined) ?? {}), [edited, general]);
  return types;
}

/** The numbers of records in an input, by the fields that are made for them. @public */
export function recordNumbersOf(
  schema: KindDefinition['create'],
  input: Record<string, unknown>,
): string[] {
  return Object.entries(inputTypes(schema))
    .filter(([, type]) => type === 'record')
    .flatMap(([name]) => [input[name]].flat())
    .filter(value => typeof value === 'string');
}
