import {
  checkDefinition,
  renamedIn,
  type DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { readMoved } from '../entities/renamed';
import { lockKeys, readTaken } from './definitionKeys';
import { readDefinitions, type StoredDefinition } from './readDefinitionRows';
import { insertDefinition, writeDefinition } from './writeDefinitionRows';
import { said } from './definitionTransfer';
import type { FileDefinition } from './fileDefinitions';

/** Of one type; more than an installation has. */
const MOST = 1_000_000;
/** Who writes what files say. */
const ACTOR = 'service:definition-files';

interface Storing {
  knex: Knex;
  type: DefinitionType;
  /** All that the files say of the type. */
  wanted: readonly FileDefinition[];
  now: number;
  warn: (message: string) => void;
}

/** What files say of one type, against what is stored of it. */
interface Difference {
  /** In no file any more. */
  gone: StoredDefinition[];
  changed: { wanted: FileDefinition; before?: StoredDefinition }[];
}

/**
 * Stores what files say of one type: what has changed is a new version, and what is gone from them is retired. One
 * that can't be put in force waits as a draft, beside the version that was in force before. Of definitions of one name
 * that of a file counts.
 */
export async function storeFileDefinitions(o: Storing): Promise<void> {
  const { gone, changed } = await differenceOf(o.knex, o);
  if (gone.length + changed.length === 0) return;
  await o.knex.transaction(async trx => {
    await lockKeys(trx);
    const difference = await differenceOf(trx, o);
    const by = { actor: ACTOR, at: o.now };
    for (const stored of difference.gone) {
      await writeDefinition(trx, stored, {
        verb: 'retired',
        state: 'retired',
        content: stored,
        inForce: null,
        note: stored.file!,
        file: null,
        ...by,
      });
    }
    // One may take what another one of the files has until its own turn
    let waiting = difference.changed;
    for (let before = Infinity; waiting.length < before;) {
      before = waiting.length;
      const refused: typeof waiting = [];
      for (const each of waiting) {
        if (await refusalOf(trx, o, each)) refused.push(each);
        else await write(trx, o, each, true);
      }
      waiting = refused;
    }
    for (const each of waiting) {
      const { wanted } = each;
      const refusal = await refusalOf(trx, o, each);
      o.warn(
        `The definition '${wanted.name}' (${o.type.name}) of ${wanted.file} can't be put in force: ${refusal}. Correct the file.`,
      );
      if (!isStored(each)) await write(trx, o, each, false);
    }
  });
}

async function differenceOf(
  knex: Knex,
  { type, wanted }: Storing,
): Promise<Difference> {
  const stored = await readDefinitions(knex, {
    type: type.name,
    ofFiles: wanted.length === 0,
    limit: MOST,
  });
  const byName = new Map(stored.map(each => [each.name, each]));
  const names = new Set(wanted.map(({ name }) => name));
  const moved = wanted.length > 0 ? await readMoved(knex) : new Map();
  return {
    gone: stored.filter(each => each.file !== null && !names.has(each.name)),
    changed: wanted
      .map(each => ({
        // What was renamed since the file was written stays renamed
        wanted: { ...each, ...renamedIn(each, moved), file: each.file },
        before: byName.get(each.name),
      }))
      .filter(each => !isStored(each) || each.before?.state !== 'active'),
  };
}

const isStored = ({ wanted, before }: Difference['changed'][number]) =>
  before !== undefined &&
  before.file === wanted.file &&
  said(before) === said(wanted);

/** Why it can't be put in force. */
async function refusalOf(
  trx: Knex.Transaction,
  { type }: Storing,
  { wanted, before }: Difference['changed'][number],
): Promise<string | undefined> {
  const [problem] = checkDefinition(type, wanted.spec);
  if (problem) return `${problem.path}: ${problem.message}`;
  const [taken] = await readTaken(
    trx,
    { id: before?.id, type: type.name },
    type.keys(wanted.spec),
  );
  return taken && `'${taken.name}' is in force and decides about the same`;
}

async function write(
  trx: Knex.Transaction,
  { type, now }: Storing,
  { wanted, before }: Difference['changed'][number],
  isValid: boolean,
): Promise<void> {
  const { id, name, ownerGroup, desk, spec, file } = wanted;
  const next = {
    content: { name, ownerGroup, desk, spec },
    note: file,
    file,
    actor: ACTOR,
    at: now,
  };
  const drafted =
    before ??
    (await insertDefinition(
      trx,
      { id, type: type.name },
      { ...next, verb: 'imported', state: 'draft' },
    ));
  if (!drafted) throw new Error(`'${name}' was written at the same time`);
  if (isValid) {
    await writeDefinition(trx, drafted, {
      ...next,
      verb: before ? 'imported' : 'activated',
      state: 'active',
      inForce: { keys: type.keys(spec) },
    });
  } else if (before) {
    await writeDefinition(trx, before, {
      ...next,
      verb: 'imported',
      state: 'draft',
    });
  }
}
