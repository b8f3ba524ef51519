import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  checkDefinition,
  type DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { oncePerKey } from '../oncePerKey';
import { readActive, readMarker } from './definitionRows';

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

/**
 * Reads what is in force. Each use asks for the type's mark, by its primary key, so that no process decides by what
 * was in force before the last commit.
 */
export class DefinitionSnapshots {
  private readonly kept = new Map<
    string,
    { marker: string; snapshot: Snapshot<any>; invalid: readonly string[] }
  >();
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
    return this.kept.get(type.name)!.invalid;
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
    const stored = await readActive(knex, type.name);
    const all = stored.map(each => ({ ...each, version: each.activeVersion! }));
    const valid = all.filter(each => this.isValid(type, each));
    const snapshot = Object.freeze(
      valid.map(({ id, version, name, ownerGroup, desk, spec }) => ({
        id,
        version,
        name,
        ownerGroup,
        desk,
        spec: spec as Spec,
      })),
    );
    const invalid = all
      .filter(each => !valid.includes(each))
      .map(({ name }) => name);
    this.kept.set(type.name, { marker, snapshot, invalid });
    return snapshot;
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
