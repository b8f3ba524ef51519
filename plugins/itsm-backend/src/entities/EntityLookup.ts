import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { InvalidInputError, isContainer } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { AnnotationLookup } from './AnnotationLookup';
import { readFresh, writeFacts, type EntityFacts } from './entityFacts';
import { targetsOf } from './targetsOf';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.uid',
  'metadata.annotations',
  'metadata.tags',
  'spec.type',
  'relations',
];

/**
 * Stricter than the parser, which takes `a:b:c` and characters that databases refuse; wider than
 * the catalog's rules for names.
 */
const FULL_REF = /^[^:/\s\p{Cc}]+:[^:/\s\p{Cc}]+\/[^:/\s\p{Cc}]+$/u;

/** How old a hierarchy of groups may be: as old as the refresh of all facts lets it become. */
const HIERARCHY_MS = 10 * 60_000;

/** Hierarchies deeper than this are a mistake or a loop. */
const MAX_PARENTS = 10;

/** An entity's parent groups and containers, for those that exist. */
type Above = Map<string, string[]>;

/**
 * Full, lower case form of a ref; short refs get these defaults.
 *
 * @throws InvalidInputError when it is no entity ref.
 */
export function fullRef(ref: string, defaultKind = 'component'): string {
  const full = parsed(ref, defaultKind);
  if (full && FULL_REF.test(full)) return full;
  throw new InvalidInputError(
    `'${ref.slice(0, 100)}' is not an entity ref; write kind:namespace/name.`,
    { ref: ref.slice(0, 300) },
    'invalid_entity_ref',
  );
}

function parsed(ref: string, defaultKind: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    return undefined;
  }
}

/** Reads entities from the catalog and keeps the facts that records and rules need. */
export class EntityLookup {
  private readonly annotations: AnnotationLookup;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      knex: Knex;
      now: () => number;
      /** Told of each entity that was read with its relations. */
      onRead?: (entities: readonly Entity[]) => void;
    },
  ) {
    this.annotations = new AnnotationLookup(options);
  }

  /**
   * Facts of the entities, keyed by ref; stored for rules. Unknown refs are left out. Call it
   * before a transaction, never inside: SQLite has one connection.
   */
  async resolve(refs: readonly string[]): Promise<Map<string, EntityFacts>> {
    return this.learn(await this.fetch([...new Set(refs)]));
  }

  /** Reads what else the facts need, and stores them. */
  private async learn(
    entities: readonly Entity[],
  ): Promise<Map<string, EntityFacts>> {
    const above = await this.above(
      entities.flatMap(entity => [
        ...targetsOf(entity, RELATION_OWNED_BY),
        ...targetsOf(entity, RELATION_PART_OF),
      ]),
    );
    const facts = entities.map(entity => factsOf(entity, above));
    await writeFacts(this.options.knex, facts, this.options.now());
    return new Map(facts.map(fact => [fact.ref, fact]));
  }

  /**
   * The same, for input: every ref must exist and be visible to the caller. The catalog is asked
   * each time; only what the groups above the owners are may be from before.
   *
   * @throws InvalidInputError naming the refs that don't.
   */
  async require(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, EntityFacts>> {
    const entities = await this.fetch([...new Set(refs)], credentials);
    const known = await readFresh(
      this.options.knex,
      entities.map(entity => stringifyEntityRef(entity)),
      this.options.now() - HIERARCHY_MS,
    );
    const facts = new Map(known.map(fact => [fact.ref, fact]));
    // Facts list the direct owners first: another one there is news.
    const unknown = entities.filter(entity => {
      const owners = facts.get(stringifyEntityRef(entity))?.owners;
      const direct = targetsOf(entity, RELATION_OWNED_BY);
      return !owners || direct.some((ref, index) => owners[index] !== ref);
    });
    for (const [ref, fact] of await this.learn(unknown)) facts.set(ref, fact);
    const missing = refs.filter(ref => !facts.has(ref));
    if (missing.length > 0) {
      throw new InvalidInputError(
        `The catalog has no ${missing.slice(0, 5).join(', ')} that you can see.`,
        { refs: missing.slice(0, 50) },
        'entity_not_found',
      );
    }
    return facts;
  }

  /** Titles, or names, of those of the entities that the caller can see; they are read now. */
  async titles(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const entities = await this.fetch([...refs], credentials);
    return new Map(
      entities.map(entity => [
        stringifyEntityRef(entity),
        entity.metadata.title ?? entity.metadata.name,
      ]),
    );
  }

  /** Refs of the entities whose annotation has this value; what was just found is found again. */
  async findByAnnotation(annotation: string, value: string): Promise<string[]> {
    return this.annotations.find(annotation, value);
  }

  /**
   * People and groups among the refs that the caller can see, each with the refs under which records
   * may know them: a person's groups are the direct ones.
   */
  async people(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<{ ref: string; refs: string[] }[]> {
    const entities = await this.fetch([...new Set(refs)], credentials);
    return entities.map(entity => {
      const ref = stringifyEntityRef(entity);
      return { ref, refs: [ref, ...targetsOf(entity, RELATION_MEMBER_OF)] };
    });
  }

  private async fetch(
    refs: string[],
    credentials?: BackstageCredentials,
  ): Promise<Entity[]> {
    if (refs.length === 0) return [];
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: FIELDS },
      {
        credentials:
          credentials ?? (await this.options.auth.getOwnServiceCredentials()),
      },
    );
    const found = items.filter((entity): entity is Entity => Boolean(entity));
    this.options.onRead?.(found);
    return found;
  }

  /** What is above groups and containers, level by level; what does not exist is left out. */
  private async above(refs: string[]): Promise<Above> {
    const above: Above = new Map();
    let level = [...new Set(refs)];
    for (let depth = 0; level.length > 0 && depth < MAX_PARENTS; depth += 1) {
      for (const entity of await this.fetch(level)) {
        above.set(stringifyEntityRef(entity), [
          ...targetsOf(entity, RELATION_CHILD_OF),
          ...targetsOf(entity, RELATION_PART_OF),
        ]);
      }
      const next = level.flatMap(ref => above.get(ref) ?? []);
      level = [...new Set(next)].filter(ref => !above.has(ref));
    }
    return above;
  }
}

/** The refs and what is above them. A set is walked in the order of adding, so the nearest come first. */
function withAbove(refs: readonly string[], above: Above): string[] {
  const all = new Set(refs.filter(ref => above.has(ref)));
  for (const ref of all) {
    for (const next of above.get(ref) ?? []) {
      if (above.has(next)) all.add(next);
    }
  }
  return [...all];
}

/** The catalog limits neither. */
const MOST_TAGS = 100;

function typeOf({ spec }: Entity): string | null {
  const type = spec?.type;
  return typeof type === 'string' ? type.slice(0, 300) : null;
}

function factsOf(entity: Entity, above: Above): EntityFacts {
  const ref = stringifyEntityRef(entity);
  return {
    ref,
    uid: entity.metadata.uid ?? null,
    owners: withAbove(targetsOf(entity, RELATION_OWNED_BY), above),
    containers: [
      ...(isContainer(ref) ? [ref] : []),
      ...withAbove(targetsOf(entity, RELATION_PART_OF), above),
    ],
    tier: entity.metadata.annotations?.['itsm/tier'] ?? null,
    type: typeOf(entity),
    tags: (entity.metadata.tags ?? []).slice(0, MOST_TAGS),
  };
}
