import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  checkDefinition,
  type DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { oncePerKey } from '../oncePerKey';
import {
  readActive,
  readActiveVersions,
  readMarker,
  type StoredDefinition,
} from './readDefinitionRows';

/** A definition in force. */
export interface ActiveDefinition<Spec> {
  id: string;
  /** The version in force: what was decided with it names both. */
  version: number;
  name: string;
  ownerGroup: string | null;
  desk: string;
  spec: Spec;
}

/** What is in force of a type. It never changes: what is made of it can be kept beside it. */
export type Snapshot<Spec> = readonly ActiveDefinition<Spec>[];

/** A version in force, and what it says if that is valid. */
interface Checked {
  version: number;
  name: string;
  valid?: ActiveDefinition<any>;
}

/** What was read of a type last. */
interface Kept {
  marker: string;
  snapshot: Snapshot<any>;
  /** By id, the invalid ones without what they say. */
  all: Map<string, Checked>;
}

/** Of more changes at once everything is read. */
const MOST_BY_ID = 100;

/**
 * Reads what is in force. Each use asks for the type's mark, by its primary key, so that no process decides by what
 * was in force before the last commit.
 */
export class DefinitionSnapshots {
  private readonly kept = new Map<string, Kept>();
  private readonly once = oncePerKey();

  constructor(
    private readonly options: {
      knex: Knex;
      logger: Pick<LoggerService, 'warn'>;
    },
  ) {}

  /** Names of those in force that are invalid and match nothing: who must be sure stops at one. */
  async invalid(type: DefinitionType): Promise<readonly string[]> {
    await this.read(type);
    const { all } = this.kept.get(type.name)!;
    return [...all.values()].flatMap(({ valid, name }) => (valid ? [] : name));
  }

  /** Before a transaction, never inside of one: SQLite has one connection. */
  async read<Spec extends object>(
    type: DefinitionType<Spec>,
  ): Promise<Snapshot<Spec>> {
    const { knex } = this.options;
    // Before the rows: what is committed in between is read again by the next use
    const marker = await readMarker(knex, type.name);
    const known = this.kept.get(type.name);
    if (known?.marker === marker) return known.snapshot;
    const all = await this.readChanged(type, known?.all ?? new Map());
    const snapshot = Object.freeze(
      [...all.values()].flatMap(({ valid }) => valid ?? []),
    );
    this.kept.set(type.name, { marker, snapshot, all });
    return snapshot;
  }

  /** What has not changed is the same object as before: what was made of it can be kept, too. */
  private async readChanged(
    type: DefinitionType,
    before: Kept['all'],
  ): Promise<Kept['all']> {
    const { knex } = this.options;
    const heads = await readActiveVersions(knex, type.name);
    const changed = heads.filter(
      ({ id, version }) => before.get(id)?.version !== version,
    );
    const stored = await readActive(
      knex,
      type.name,
      changed.length > MOST_BY_ID ? undefined : changed.map(({ id }) => id),
    );
    const read = new Map(stored.map(each => [each.id, each]));
    const all: Kept['all'] = new Map();
    for (const { id, version } of heads) {
      const same = before.get(id);
      const row = read.get(id);
      if (same?.version === version) all.set(id, same);
      else if (row) all.set(id, this.checked(type, row));
    }
    return all;
  }

  private checked(
    type: DefinitionType,
    { activeVersion, id, name, ownerGroup, desk, spec }: StoredDefinition,
  ): Checked {
    const version = activeVersion!;
    const valid = { id, version, name, ownerGroup, desk, spec };
    return {
      version,
      name,
      ...(this.isValid(type, valid) && { valid }),
    };
  }

  private isValid(
    type: DefinitionType,
    each: { id: string; version: number; name: string; spec: object },
  ): boolean {
    const [problem] = checkDefinition(type, each.spec);
    if (!problem) return true;
    this.once(`${each.id} ${each.version}`, () =>
      this.options.logger.warn(
        `The definition '${each.name}' (${type.name}) is invalid and matches nothing. ${problem.path}: ${problem.message}. Correct it.`,
      ),
    );
    return false;
  }
}
