import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { UnavailableError } from 'backstage-plugin-itsm-common';
import { CatalogGraph, type GraphEntity } from './CatalogGraph';
import { readRedundancy, REDUNDANCY_ANNOTATION } from './Redundancy';

/** What the graph reads of an entity. */
const GRAPH_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.tags',
  'spec.type',
  'relations',
];

/** Small enough that reading one page holds nothing else up. */
const PAGE = 200;

/** How fresh the graph of a catalog is that is quick to read. */
const REFRESH_MS = 60_000;
/** When nobody has asked for so long, the catalog is not read again until somebody does. */
const IDLE_MS = 15 * 60_000;
/** Reading the catalog takes one part in so many of a process's time, and no more. */
const SHARE = 30;

/** The graph and how old it is. */
export interface GraphNow {
  graph: CatalogGraph;
  /** When the catalog began to be read for it, in milliseconds. */
  asOf: number;
}

/**
 * The graph of this process, from the first time that somebody asks for it. The catalog tells nobody of its changes: it is
 * read again as a whole, every minute or as seldom as its size asks for, as long as somebody asks. Whoever has just read an entity hands it in, so that at least this one is as new
 * as can be.
 */
export class LiveGraph {
  private current?: GraphNow;
  private building?: Promise<GraphNow>;
  /** Entities that were handed in while a build was running, which may have read them before. */
  private meanwhile: GraphEntity[] = [];
  private dueAt = 0;
  private askedAt = -Infinity;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'streamEntities'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
      logger: LoggerService;
      now: () => number;
    },
  ) {}

  /**
   * The graph, as soon as there is one.
   *
   * @throws UnavailableError when the catalog can't be read and never could
   */
  async read(): Promise<GraphNow> {
    const { now } = this.options;
    const isIdle = now() - this.askedAt > IDLE_MS;
    this.askedAt = now();
    // Nobody has kept it fresh meanwhile
    if (this.current && !(isIdle && now() >= this.dueAt)) return this.current;
    try {
      return await this.build();
    } catch (error) {
      this.options.logger.warn('The catalog could not be read for its graph', {
        reason: String(error),
      });
      // What was known is better than nothing, and says how old it is
      if (this.current) return this.current;
      throw new UnavailableError(
        'The catalog can not be read now. Try again in a minute.',
        60,
        'graph_not_ready',
      );
    }
  }

  /** Reads the catalog again when it is time, and somebody has asked lately. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const now = this.options.now();
    const isAsked = now - this.askedAt <= IDLE_MS;
    if (isAsked && now >= this.dueAt) await this.build(signal);
  }

  /** What was just read of these entities; without effect before the first build. */
  learn(entities: readonly Entity[]): void {
    const read = entities.map(graphEntity);
    if (this.building) this.meanwhile.push(...read);
    for (const entity of read) this.current?.graph.replace(entity.ref, entity);
  }

  /** One build at a time: whoever asks meanwhile waits for the same one. */
  private build(signal?: AbortSignal): Promise<GraphNow> {
    this.building ??= this.stream(signal).finally(() => {
      this.building = undefined;
      this.meanwhile = [];
    });
    return this.building;
  }

  private async stream(signal?: AbortSignal): Promise<GraphNow> {
    const { catalog, auth, now } = this.options;
    const asOf = now();
    const graph = new CatalogGraph();
    const pages = catalog.streamEntities(
      { fields: GRAPH_FIELDS, pageSize: PAGE },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      signal?.throwIfAborted();
      for (const entity of page) graph.add(graphEntity(entity));
    }
    for (const entity of this.meanwhile) graph.replace(entity.ref, entity);
    const end = now();
    this.dueAt = end + Math.max(REFRESH_MS, SHARE * (end - asOf));
    this.current = { graph, asOf };
    return this.current;
  }
}

function graphEntity(entity: Entity): GraphEntity {
  const { annotations = {} } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    relations: entity.relations ?? [],
    tier: annotations['itsm/tier'] ?? null,
    type: typeof entity.spec?.type === 'string' ? entity.spec.type : null,
    tags: entity.metadata.tags,
    redundancy: readRedundancy(annotations[REDUNDANCY_ANNOTATION]),
  };
}
