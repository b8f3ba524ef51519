import { readFileSync } from 'node:fs';
import type { Desks } from '../desks/Desks';
import type {
  DefinitionContent,
  DefinitionType,
} from 'backstage-plugin-itsm-common';
import { v5 as nameUuid } from 'uuid';
import { readYaml, type YamlDocument } from './definitionYaml';

/** A definition that only its file can change. */
export interface FileDefinition extends DefinitionContent {
  id: string;
  type: string;
  file: string;
}

/** Makes ids of names, the same in every process. */
const NAMESPACE = '5e0c7c0e-3c5a-4d43-9d7a-8a5e1d8a7b64';

/**
 * Reads the files of `itsm.definitions.files`.
 *
 * @throws Error that stops the start: a file is missing or no YAML, or names a desk that there is not
 */
export function readFileDefinitions(
  files: readonly string[],
  desks: Desks,
): FileDefinition[] {
  return files.flatMap(file => definitionsIn(file, textOf(file), desks));
}

/** @throws Error that says what is wrong with the file */
export function definitionsIn(
  file: string,
  text: string,
  desks: Desks,
): FileDefinition[] {
  return documentsIn(file, text).flatMap(({ type, definitions }) =>
    definitions.map(each => ({
      id: nameUuid(JSON.stringify([type, each.name]), NAMESPACE),
      type,
      file,
      name: each.name.trim(),
      ownerGroup: each.ownerGroup ?? null,
      desk: deskOf(each, file, desks),
      spec: each.spec,
    })),
  );
}

/**
 * Definitions of types that nobody has would have no effect, and of two of one name one would be lost in silence.
 *
 * @throws Error that says which, and where
 */
export function requireFileTypes(
  definitions: readonly FileDefinition[],
  types: readonly DefinitionType[],
): void {
  const seen = new Map<string, string>();
  for (const { id, type, name, file } of definitions) {
    if (!types.some(each => each.name === type)) {
      throw new Error(
        `${file} (itsm.definitions.files) has definitions of the type '${type}', which does not exist (known: ${types
          .map(each => each.name)
          .join(', ')}). Correct the type.`,
      );
    }
    const other = seen.get(id);
    if (other !== undefined) {
      throw new Error(
        `Two definitions of the type '${type}' have the name '${name}', in ${other} and ${file}. Rename one of them.`,
      );
    }
    seen.set(id, file);
  }
}

function deskOf(
  { name, desk: named }: { name: string; desk?: string },
  file: string,
  desks: Desks,
): string {
  const desk = named ?? desks.default;
  if (desks.has(desk)) return desk;
  throw new Error(
    `${file} (itsm.definitions.files): the definition '${name}' is of the desk '${desk}', which does not exist (known: ${desks.all
      .map(each => each.name)
      .join(', ')}). Correct the desk.`,
  );
}

/** @throws Error that names the file */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `${file} (itsm.definitions.files) can't be read: ${(error as Error).message}`,
    );
  }
}

function documentsIn(file: string, text: string): YamlDocument[] {
  try {
    return readYaml(text);
  } catch (error) {
    throw new Error(
      `${file} (itsm.definitions.files): ${(error as Error).message}`,
    );
  }
}
