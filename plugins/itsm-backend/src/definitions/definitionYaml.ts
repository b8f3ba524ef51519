import {
  definitionInput,
  InvalidInputError,
  type DefinitionContent,
} from 'backstage-plugin-itsm-common';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';

/** One document of a file, and of an export: definitions of one type. */
const yamlDocument = z.strictObject({
  type: z.string(),
  definitions: z.array(definitionInput).max(10_000),
});
export type YamlDocument = z.output<typeof yamlDocument>;

/** Documents of one text. */
const MAX_DOCUMENTS = 100;

/** Aliases would let a short text become a huge one. */
const MAX_ALIASES = 0;

/** YAML that says the same of the same definitions, in the order of their names. */
export function writeYaml(
  type: string,
  definitions: readonly DefinitionContent[],
): string {
  const sorted = [...definitions].sort((a, b) => (a.name < b.name ? -1 : 1));
  return stringify(
    {
      type,
      definitions: sorted.map(({ name, ownerGroup, desk, spec }) => ({
        name,
        ...(ownerGroup !== null && { ownerGroup }),
        desk,
        spec,
      })),
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/**
 * Reads YAML, of which JSON is a part.
 *
 * @throws InvalidInputError that says what is wrong with it, and where
 */
export function readYaml(text: string): YamlDocument[] {
  requireShallow(text);
  const documents = refusing(() => parseAllDocuments(text));
  if (documents.length === 0) {
    throw invalidYaml('has no document');
  }
  if (documents.length > MAX_DOCUMENTS) {
    throw invalidYaml(`has more than ${MAX_DOCUMENTS} documents`);
  }
  return documents.map(document => {
    const [error] = document.errors;
    if (error) throw invalidYaml(error.message.split('\n')[0]);
    const value = refusing(() => document.toJS({ maxAliasCount: MAX_ALIASES }));
    const parsed = yamlDocument.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw invalidYaml(`${issue.path.join('.')}: ${issue.message}`);
  });
}

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw invalidYaml((error as Error).message);
  }
}

/** Brackets that are open at once; no definition comes near. */
const MAX_DEPTH = 100;

/** Lists within lists, or keys within keys, that begin in one line. */
const COMPACT_NESTING = /^[ \t]*(?:[-?:][ \t]+){10}/m;

/**
 * The parser calls itself at each level: a text that is nested too deep would end the process, not only the request.
 * Brackets in texts count as well.
 */
function requireShallow(text: string): void {
  let depth = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth += 1;
    else if ((letter === ']' || letter === '}') && depth > 0) depth -= 1;
    if (depth > MAX_DEPTH) throw invalidYaml('is nested too deep');
  }
  if (COMPACT_NESTING.test(text)) throw invalidYaml('is nested too deep');
}

const invalidYaml = (reason: string) =>
  new InvalidInputError(
    `The YAML can't be used: ${reason.slice(0, 300)}. It needs a type and a list of definitions, each with a name and a spec.`,
    { reason: reason.slice(0, 300) },
    'invalid_yaml',
  );
