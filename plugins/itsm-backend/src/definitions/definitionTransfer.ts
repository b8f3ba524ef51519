import {
  ConflictingError,
  InvalidInputError,
  StaleVersionError,
  type DefinitionContent,
  type DefinitionExport,
  type DefinitionImportInput,
  type DefinitionImportResult,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from '../access/Caller';
import { canonicalJson } from '../timeline/entryChain';
import { checkContents } from './checkContents';
import { editRefusalOf, refusalText } from './definitionLifecycle';
import {
  readActive,
  readDefinition,
  readDefinitions,
} from './readDefinitionRows';
import { writeDefinition } from './writeDefinitionRows';
import type { DefinitionServices } from './DefinitionReader';
import type { DefinitionService } from './DefinitionService';
import { readYaml, writeYaml } from './definitionYaml';

/** More are imported in several steps. */
const MOST_IMPORTED = 1_000;
const MOST_EXPORTED = 100_000;

/** All definitions as YAML: those in force, or the last version of each that is not retired. */
export async function exportDefinitions(
  { knex }: DefinitionServices,
  service: DefinitionService,
  content: 'active' | 'latest',
): Promise<DefinitionExport> {
  const type = service.managed.type.name;
  const all =
    content === 'active'
      ? await readActive(knex, type)
      : (await readDefinitions(knex, { type, limit: MOST_EXPORTED })).filter(
          each => each.state !== 'retired',
        );
  return { yaml: writeYaml(type, all), count: all.length };
}

/** Makes drafts of what differs from what is there, by name: all of them, or none; a dry run only says of which. */
export async function importDefinitions(
  services: DefinitionServices,
  service: DefinitionService,
  caller: Caller,
  { yaml, dryRun = false }: DefinitionImportInput,
): Promise<DefinitionImportResult> {
  const { type } = service.managed;
  const contents = await checkContents(
    { type, entities: services.entities, desks: services.desks },
    caller,
    contentsOf(type.name, yaml, services.desks.default),
  );
  const result: DefinitionImportResult = {
    created: [],
    changed: [],
    unchanged: [],
  };
  try {
    // What a dry run refuses is what an import would refuse: it is one, of which nothing stays
    await services.knex.transaction(
      async trx => {
        for (const content of contents) {
          const done = await importOne(trx, service, caller, content);
          result[done].push(content.name);
        }
        if (dryRun) await trx.rollback();
      },
      { doNotRejectOnRollback: true },
    );
  } catch (error) {
    if (!(error instanceof StaleVersionError)) throw error;
    throw new ConflictingError(
      'Somebody changed one of these definitions at the same time. Import them again.',
      { code: 'changed_meanwhile' },
    );
  }
  return result;
}

async function importOne(
  trx: Knex.Transaction,
  service: DefinitionService,
  caller: Caller,
  content: DefinitionContent,
): Promise<keyof DefinitionImportResult> {
  const type = service.managed.type.name;
  const known = await readDefinition(trx, type, { name: content.name });
  if (!known) {
    await service.insert(trx, caller, 'imported', content);
    return 'created';
  }
  if (known.state !== 'retired' && said(known) === said(content)) {
    return 'unchanged';
  }
  if (known.file !== null) {
    const refusal = editRefusalOf(known)!;
    throw new ConflictingError(
      `${content.name}: ${refusalText(refusal)}`,
      refusal,
    );
  }
  await writeDefinition(trx, known, {
    verb: 'imported',
    state: 'draft',
    content,
    ...service.by(caller),
  });
  return 'changed';
}

/** What a definition says, in one spelling. */
export const said = ({ ownerGroup, desk, spec }: DefinitionContent) =>
  canonicalJson({ ownerGroup, desk, spec });

function contentsOf(
  type: string,
  yaml: string,
  desk: string,
): DefinitionContent[] {
  const documents = readYaml(yaml);
  const other = documents.find(document => document.type !== type);
  if (other) {
    throw new InvalidInputError(
      `This YAML has definitions of the type '${other.type.slice(0, 100)}', not '${type}'. Import it there.`,
      { type: other.type.slice(0, 100), expected: type },
      'other_definition_type',
    );
  }
  const contents = documents.flatMap(({ definitions }) =>
    definitions.map(each => ({
      name: each.name.trim(),
      ownerGroup: each.ownerGroup ?? null,
      desk: each.desk ?? desk,
      spec: each.spec,
    })),
  );
  if (contents.length > MOST_IMPORTED) {
    throw new InvalidInputError(
      `An import takes at most ${MOST_IMPORTED} definitions. Divide it.`,
      { max: MOST_IMPORTED },
      'too_many_definitions',
    );
  }
  const names = contents.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return contents;
  throw new InvalidInputError(
    `The YAML has two definitions with the name '${twice}'. Rename one of them.`,
    { name: twice },
    'name_twice',
  );
}
