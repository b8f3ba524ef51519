import type { KindDefinition } from './kind';
import type { EntryDraft } from './timeline';

/** Names that are stored and are called something else now, the old one first. @public */
export interface RenamedNames {
  fields?: Readonly<Record<string, string>>;
  actions?: Readonly<Record<string, string>>;
}

type Names = Readonly<Record<string, string>> | undefined;

const nameIn = (names: Names, name: string) =>
  names && Object.hasOwn(names, name) ? names[name] : name;

const withNames = (value: object, names: Names): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]) => [nameIn(names, name), each]),
  );

/** The fields of a kind by the names that they have now. @public */
export const renamedFields = (
  { renamed }: Pick<KindDefinition, 'renamed'>,
  data: Record<string, unknown>,
): Record<string, unknown> => withNames(data, renamed?.fields);

/**
 * An entry by the names that actions and fields have now. Entries are never rewritten, so those of older
 * builds keep their names and reading maps them.
 *
 * @public
 */
export function withCurrentNames<E extends Pick<EntryDraft, 'body'>>(
  { renamed }: Pick<KindDefinition, 'renamed'>,
  entry: E,
): E {
  if (!renamed) return entry;
  const { action, fields } = entry.body;
  return {
    ...entry,
    body: {
      ...withNames(entry.body, renamed.fields),
      ...(typeof action === 'string' && {
        action: nameIn(renamed.actions, action),
      }),
      ...(typeof fields === 'object' &&
        fields !== null && { fields: withNames(fields, renamed.fields) }),
    },
  };
}
