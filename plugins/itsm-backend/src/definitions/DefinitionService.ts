import {
  ConflictingError,
  NotPermittedError,
  StaleVersionError,
  type DefinitionAction,
  type DefinitionContent,
  type DefinitionInput,
  type DefinitionPatch,
  type DefinitionState,
  type DefinitionView,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Caller } from '../access/Caller';
import { checkContents } from './checkContents';
import { editRefusalOf, refusalOf, refusalText } from './definitionLifecycle';
import { lockKeys } from './definitionKeys';
import { DefinitionReader } from './DefinitionReader';
import { isGivenAway } from './Delegation';
import {
  readDefinition,
  type NextVersion,
  type StoredDefinition,
  type Verb,
} from './readDefinitionRows';
import { insertDefinition, writeDefinition } from './writeDefinitionRows';

/** What an action is called once it was done, and the state that it leads to. */
const DONE: Record<DefinitionAction, { verb: Verb; state?: DefinitionState }> =
  {
    submit: { verb: 'submitted', state: 'awaiting_approval' },
    approve: { verb: 'approved', state: 'approved' },
    reject: { verb: 'rejected', state: 'draft' },
    activate: { verb: 'activated', state: 'active' },
    // It stays as it is until somebody else agrees
    request_retirement: { verb: 'retirement_requested' },
    retire: { verb: 'retired', state: 'retired' },
    restore: { verb: 'restored', state: 'draft' },
  };

/** Reads and writes the definitions of one type. Who may do so is asked by its operations. */
export class DefinitionService extends DefinitionReader {
  async create(caller: Caller, input: DefinitionInput) {
    const content = await this.checkedOne(caller, {
      name: input.name.trim(),
      ownerGroup: input.ownerGroup ?? null,
      desk: input.desk ?? this.services.desks.default,
      spec: input.spec,
    });
    const stored = await this.services.knex.transaction(trx =>
      this.insert(trx, caller, 'created', content),
    );
    return this.present(caller, stored);
  }

  async edit(
    caller: Caller,
    id: string,
    patch: DefinitionPatch,
    ifMatch: number,
  ) {
    const found = await this.require(id);
    await this.requireCurrent(caller, found, ifMatch);
    refuse(editRefusalOf(found));
    const content = await this.checkedOne(caller, patched(found, patch));
    await this.requireKept(caller, found, content);
    return this.write(caller, found, {
      verb: 'edited',
      state: 'draft',
      content,
    });
  }

  async act(
    caller: Caller,
    id: string,
    action: DefinitionAction,
    input: { reason?: string; version?: number },
    ifMatch: number,
  ) {
    const stored = await this.require(id);
    await this.requireCurrent(caller, stored, ifMatch);
    refuse(refusalOf(action, await this.facts(stored, caller)), action);
    const next: Pick<NextVersion, 'content' | 'inForce' | 'note'> = {
      content: stored,
      note: input.reason,
    };
    if (action === 'activate') {
      next.inForce = { keys: this.managed.type.keys(stored.spec) };
    }
    if (action === 'retire') next.inForce = null;
    if (action === 'restore') {
      const body = (await this.version(stored.id, input.version!)).body!;
      next.content = await this.checkedOne(caller, body.content);
      await this.requireKept(caller, stored, next.content);
      next.note = String(input.version);
    }
    const view = await this.write(caller, stored, {
      state: stored.state,
      ...DONE[action],
      ...next,
    });
    if (action === 'activate') {
      await this.services.onActivated(this.managed.type, stored.spec);
    }
    if (action === 'retire') await this.services.onRetired(this.managed.type);
    return view;
  }

  /** @throws ConflictingError when the name is taken */
  async insert(
    trx: Knex.Transaction,
    caller: Caller,
    verb: Verb,
    content: DefinitionContent,
  ): Promise<StoredDefinition> {
    const type = this.managed.type.name;
    const stored = await insertDefinition(
      trx,
      { id: uuid(), type },
      { verb, state: 'draft', content, ...this.by(caller) },
    );
    if (stored) return stored;
    const { name } = content;
    throw nameTaken(name, (await readDefinition(trx, type, { name }))?.file);
  }

  by = (caller: Caller) => ({
    actor: caller.actor.ref,
    at: this.services.now(),
  });

  /**
   * Who manages a definition because of its group or its desk keeps it there.
   *
   * @throws NotPermittedError
   */
  private async requireKept(
    caller: Caller,
    before: DefinitionContent,
    after: DefinitionContent,
  ): Promise<void> {
    if (!isGivenAway(before, after)) return;
    if ((await this.delegation(caller)).managesAll) return;
    throw new NotPermittedError(
      this.managed.type.permissions.manage.name,
      'You may edit this definition, but not give it to another group or desk. Ask an administrator.',
    );
  }

  private async checkedOne(
    caller: Caller,
    content: DefinitionContent,
  ): Promise<DefinitionContent> {
    const { type } = this.managed;
    const { entities, desks } = this.services;
    const o = { type, entities, desks };
    return (await checkContents(o, caller, [content]))[0];
  }

  private async write(
    caller: Caller,
    stored: StoredDefinition,
    next: Pick<NextVersion, 'verb' | 'state' | 'content' | 'inForce' | 'note'>,
  ): Promise<DefinitionView> {
    const { knex } = this.services;
    try {
      const written = await knex.transaction(async trx => {
        if (hasKeys(next)) await lockKeys(trx);
        if (next.content.name !== stored.name) {
          await this.requireFreeName(trx, next.content.name);
        }
        return writeDefinition(trx, stored, { ...next, ...this.by(caller) });
      });
      return await this.present(caller, written);
    } catch (error) {
      if (isNameTaken(error)) throw nameTaken(next.content.name);
      if (!(error instanceof StaleVersionError)) throw error;
      return await this.stale(caller, stored.id, stored.version);
    }
  }

  /** Of two who take a name at once, the index refuses one. */
  private async requireFreeName(trx: Knex.Transaction, name: string) {
    const { type } = this.managed;
    const other = await readDefinition(trx, type.name, { name });
    if (other) throw nameTaken(name, other.file);
  }

  private async requireCurrent(
    caller: Caller,
    { id, version }: StoredDefinition,
    ifMatch: number,
  ) {
    if (version !== ifMatch) await this.stale(caller, id, ifMatch);
  }

  private async stale(
    caller: Caller,
    id: string,
    sent: number,
  ): Promise<never> {
    const current = await this.view(caller, id);
    throw new StaleVersionError(sent, current.version, current);
  }
}

/** The index has refused one of two that were given the same name at once. */
const isNameTaken = (error: any): boolean =>
  ['23505', 'SQLITE_CONSTRAINT_UNIQUE'].includes(error?.code);

/** The content with what a patch gives. */
const patched = (
  { name, ownerGroup, desk, spec }: DefinitionContent,
  patch: DefinitionPatch,
): DefinitionContent => ({
  name: patch.name?.trim() ?? name,
  ownerGroup: patch.ownerGroup === undefined ? ownerGroup : patch.ownerGroup,
  desk: patch.desk ?? desk,
  spec: patch.spec ?? spec,
});

function refuse(
  refusal: ReturnType<typeof refusalOf>,
  action?: DefinitionAction,
): void {
  if (!refusal) return;
  throw new ConflictingError(refusalText(refusal, action), refusal);
}

/** What was read of these keys may be filed by it: they are read before or after, never meanwhile. */
const hasKeys = ({ inForce }: Pick<NextVersion, 'inForce'>) =>
  typeof inForce === 'object' && inForce !== null && inForce.keys.length > 0;

const nameTaken = (name: string, file?: string | null) =>
  new ConflictingError(
    file
      ? `The file ${file} has a definition with the name '${name}'. Choose another name.`
      : `There is a definition with the name '${name}'. Choose another name, or restore that one if it is retired.`,
    { code: 'name_taken', params: { name, ...(file && { file }) } },
  );
