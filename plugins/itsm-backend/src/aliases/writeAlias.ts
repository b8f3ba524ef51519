import { createHash } from 'node:crypto';
import {
  aliasKey,
  aliasType,
  checkDefinition,
  ConflictingError,
  externalName,
  InvalidInputError,
  type AliasSpec,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { lockKeys } from '../definitions/definitionKeys';
import { editRefusalOf, refusalText } from '../definitions/definitionLifecycle';
import {
  readByKeys,
  readDefinition,
  type StoredDefinition,
} from '../definitions/readDefinitionRows';
import {
  insertDefinition,
  writeDefinition,
} from '../definitions/writeDefinitionRows';

/** Characters of a definition's name. */
const MOST = 100;

const TYPE = aliasType.name;

/**
 * Writes the alias of one name and puts it in force, or leaves it to somebody else to approve. The alias that had this
 * one name is changed.
 *
 * @param o.system - empty: every one
 * @throws InvalidInputError when it can't be an alias
 * @throws ConflictingError when the alias in force is of a file, or has other names, too
 */
export async function writeAlias(
  trx: Knex.Transaction,
  o: {
    field: string;
    system: string;
    name: string;
    /** Full refs that exist. */
    entities: readonly string[];
    desk: string;
    needsApproval: boolean;
    by: string;
    at: number;
  },
): Promise<StoredDefinition> {
  // What has read the names as they were is stored by then, and waits to be mapped
  await lockKeys(trx);
  const key = aliasKey(o.field, o.system, o.name);
  const inForce = (await readByKeys(trx, TYPE, [key])).get(key);
  if (inForce) requireOwn(inForce, key);
  const known = inForce
    ? await readDefinition(trx, TYPE, { id: inForce.id })
    : undefined;
  const spec: AliasSpec = {
    ...(o.system && { system: o.system }),
    field: o.field,
    names: [o.name],
    entities: [...new Set(o.entities)],
  };
  requireValid(spec);
  const by = { actor: o.by, at: o.at };
  const drafted = known
    ? await writeDefinition(trx, known, {
        verb: 'edited',
        state: 'draft',
        content: { ...known, spec },
        ...by,
      })
    : await draft(trx, { ...o, key }, spec, by);
  return writeDefinition(trx, drafted, {
    content: drafted,
    ...by,
    ...(o.needsApproval
      ? { verb: 'submitted', state: 'awaiting_approval' }
      : { verb: 'activated', state: 'active', inForce: { keys: [key] } }),
  });
}

function requireValid(spec: AliasSpec) {
  const [problem] = checkDefinition(aliasType, spec);
  if (!problem) return;
  throw new InvalidInputError(
    `${problem.path}: ${problem.message}`,
    { problems: [problem] },
    'invalid_definition',
  );
}

/** An alias of several names is not changed for one of them. */
function requireOwn(alias: StoredDefinition, key: string) {
  const { id, name, file } = alias;
  const refusal = file !== null && editRefusalOf({ state: 'active', file });
  if (refusal) throw new ConflictingError(refusalText(refusal), refusal);
  if (isOnlyOf(alias, key)) return;
  throw new ConflictingError(
    `The alias '${name}' maps this name together with others. Edit that alias.`,
    { code: 'alias_of_several', params: { name, definition: id } },
  );
}

/** A broken one is of no name: it can be replaced. */
const isOnlyOf = ({ spec }: StoredDefinition, key: string) =>
  checkDefinition(aliasType, spec).length > 0 ||
  aliasType.keys(spec as AliasSpec).every(each => each === key);

/** A draft of the name that is there already goes on; one that says something else keeps its own name. */
async function draft(
  trx: Knex.Transaction,
  o: { field: string; system: string; name: string; desk: string; key: string },
  spec: AliasSpec,
  by: { actor: string; at: number },
): Promise<StoredDefinition> {
  for (const name of namesOf(o)) {
    const content = { name, ownerGroup: null, desk: o.desk, spec };
    const known = await readDefinition(trx, TYPE, { name });
    if (!known) {
      const inserted = await insertDefinition(
        trx,
        { id: uuid(), type: TYPE },
        { verb: 'created', state: 'draft', content, ...by },
      );
      if (inserted) return inserted;
    } else if (
      known.activeVersion === null &&
      known.file === null &&
      isOnlyOf(known, o.key)
    ) {
      return writeDefinition(trx, known, {
        verb: 'edited',
        state: 'draft',
        content: { ...known, spec },
        ...by,
      });
    }
  }
  throw new ConflictingError(
    'Somebody wrote an alias of this name at the same time. Map it again.',
    { code: 'changed_meanwhile' },
  );
}

/** What it is called in lists, and what it is called where that is taken. */
function namesOf(o: { field: string; system: string; name: string }): string[] {
  const name = externalName(o.field, o.name);
  const whole = o.system ? `${name} (${o.system})` : name;
  const digest = createHash('sha256')
    .update(JSON.stringify([o.field, o.system, name]))
    .digest('hex')
    .slice(0, 8);
  const beside = `${whole.slice(0, MOST - 10)} ${digest}`;
  return whole.length <= MOST ? [whole, beside] : [beside];
}
