import {
  checkDefinition,
  differences,
  InvalidInputError,
  MissingError,
  type DefinitionDiff,
  type DefinitionPage,
  type DefinitionPreview,
  type DefinitionState,
  type DefinitionType,
  type DefinitionVersionPage,
  type DefinitionView,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from '../access/Caller';
import { isUuid } from '../database/isUuid';
import type { Desks } from '../desks/Desks';
import type { EntityLookup } from '../entities/EntityLookup';
import { delegationOf, isDelegated, manages } from './Delegation';
import type { LifecycleFacts } from './definitionLifecycle';
import {
  readDefinition,
  readDefinitions,
  readVersions,
  type StoredDefinition,
} from './readDefinitionRows';
import { authorsOf } from './draftAuthors';
import type { ManagedType } from './ManagedType';
import {
  presentSummary,
  presentVersion,
  presentView,
} from './presentDefinition';

export interface DefinitionServices {
  knex: Knex;
  entities: Pick<EntityLookup, 'require'>;
  /** Names of types whose drafts somebody else has to approve, besides those that always need it. */
  fourEyes: readonly string[];
  desks: Desks;
  readOnly: boolean;
  now: () => number;
  /** Called after a definition was put in force; never throws. */
  onActivated(type: DefinitionType, spec: object): Promise<void>;
  /** Called after one was taken out of force; never throws. */
  onRetired(type: DefinitionType): Promise<void>;
}

/** Reads the definitions of one type. Who may do so is asked by its operations. */
export class DefinitionReader {
  constructor(
    protected readonly services: DefinitionServices,
    readonly managed: ManagedType,
  ) {}

  /** Newest first; who may not read all of them gets those that are delegated. */
  async list(
    caller: Caller,
    q: { state?: DefinitionState; q?: string; cursor?: string; limit: number },
  ): Promise<DefinitionPage> {
    const { type } = this.managed;
    const delegation = await this.delegation(caller);
    const stored = await readDefinitions(this.services.knex, {
      type: type.name,
      state: q.state,
      ...(!delegation.readsAll && { delegated: delegation }),
      named: q.q,
      before: q.cursor,
      limit: q.limit + 1,
    });
    const page = stored.slice(0, q.limit);
    const items = await Promise.all(
      page.map(async each =>
        presentSummary(
          type,
          each,
          !this.services.readOnly && manages(delegation, each),
          await this.facts(each, caller),
        ),
      ),
    );
    return {
      items,
      nextCursor: stored.length > page.length ? page[page.length - 1].id : null,
    };
  }

  async view(caller: Caller, id: string): Promise<DefinitionView> {
    return this.present(caller, await this.require(id));
  }

  async versions(
    id: string,
    q: { cursor?: number; limit: number },
  ): Promise<DefinitionVersionPage> {
    const found = await this.require(id);
    const rows = await readVersions(this.services.knex, id, {
      before: q.cursor,
      limit: q.limit + 1,
    });
    const page = rows.slice(0, q.limit);
    return {
      items: page.map(presentVersion),
      nextCursor:
        rows.length > page.length
          ? String(page[page.length - 1].version)
          : null,
      intact: rows.every(
        (row, index) =>
          row.isIntact &&
          (index === 0 || rows[index - 1].prev === row.hash) &&
          (row.version !== found.version || row.hash === found.lastHash),
      ),
    };
  }

  async diff(id: string, from: number, to: number): Promise<DefinitionDiff> {
    const found = await this.require(id);
    const [before, after] = await Promise.all(
      [from, to].map(version => this.version(found.id, version)),
    );
    return {
      from,
      to,
      differences: differences(before.body!.content, after.body!.content),
    };
  }

  async preview(
    caller: Caller,
    spec: Record<string, unknown>,
  ): Promise<DefinitionPreview> {
    const { type, preview } = this.managed;
    const problems = checkDefinition(type, spec);
    if (problems.length > 0) {
      return {
        problems,
        matches: [],
        examined: 0,
        capped: false,
        explanation: [],
      };
    }
    return {
      problems,
      ...(await preview(caller, spec)),
      explanation: type.explain(spec),
    };
  }

  async require(id: string): Promise<StoredDefinition> {
    const found = await this.find(id);
    if (!found) throw new MissingError('definition', id.slice(0, 100));
    return found;
  }

  private async find(id: string): Promise<StoredDefinition | undefined> {
    const { type } = this.managed;
    const stored = isUuid(id)
      ? await readDefinition(this.services.knex, type.name, { id })
      : undefined;
    return stored;
  }

  protected async version(id: string, version: number) {
    const [row] = await readVersions(this.services.knex, id, {
      before: version + 1,
      limit: 1,
    });
    if (row?.version !== version || !row.body) {
      throw new InvalidInputError(
        `This definition has no version ${version}. Choose one of its versions.`,
        { version },
        'unknown_version',
      );
    }
    return row;
  }

  protected delegation(caller: Caller) {
    return delegationOf(caller, this.managed, this.services.desks);
  }

  /** Is the definition, or for no id any of the type, in the hands of the caller's groups? */
  async isDelegated(caller: Caller, id?: string): Promise<boolean> {
    const delegation = await this.delegation(caller);
    if (id !== undefined) {
      const found = await this.find(id);
      return found !== undefined && isDelegated(delegation, found);
    }
    const [stored] = await readDefinitions(this.services.knex, {
      type: this.managed.type.name,
      delegated: delegation,
      limit: 1,
    });
    return stored !== undefined;
  }

  protected async present(
    caller: Caller,
    each: StoredDefinition,
  ): Promise<DefinitionView> {
    const [delegation, facts] = await Promise.all([
      this.delegation(caller),
      this.facts(each, caller),
    ]);
    const mayManage = !this.services.readOnly && manages(delegation, each);
    return presentView(this.managed.type, each, mayManage, facts);
  }

  protected async facts(
    stored: StoredDefinition,
    caller: Caller,
  ): Promise<LifecycleFacts> {
    const { type } = this.managed;
    const fourEyes =
      type.fourEyes || this.services.fourEyes.includes(type.name);
    return {
      state: stored.state,
      activeVersion: stored.activeVersion,
      fourEyes,
      retirement:
        fourEyes && stored.activeVersion !== null
          ? await this.retirementOf(stored, caller)
          : null,
      isValid: checkDefinition(type, stored.spec).length === 0,
      isAuthor:
        stored.state === 'awaiting_approval' &&
        (await authorsOf(this.services.knex, stored.id)).has(caller.actor.ref),
      file: stored.file,
    };
  }

  /** Who asked for it last of all: another write takes that back. */
  private async retirementOf(
    { id }: StoredDefinition,
    caller: Caller,
  ): Promise<LifecycleFacts['retirement']> {
    const [last] = await readVersions(this.services.knex, id, { limit: 1 });
    if (last?.verb !== 'retirement_requested') return null;
    return last.actor === caller.actor.ref ? 'own' : 'of_others';
  }
}
