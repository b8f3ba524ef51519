import { isContainer } from 'backstage-plugin-itsm-common';
import type { DescribedEntity } from '../entities/entityFacts';
import {
  API_PROVIDED_BY,
  CHILD_OF,
  CONSUMES_API,
  DEPENDS_ON,
  OWNED_BY,
  PART_OF,
  relationNumber,
  reverseOf,
} from './relations';
import type { Redundancy } from './Redundancy';
import { Steps } from './Steps';

/** An entity as the graph reads it. */
export interface GraphEntity {
  /** Full, lower case. */
  ref: string;
  relations: readonly { type: string; targetRef: string }[];
  tier: string | null;
  /** `spec.type`, such as service. */
  type?: string | null;
  tags?: readonly string[];
  redundancy?: Redundancy;
}

/** What an entity says of itself. */
type Described = Pick<GraphEntity, 'tier' | 'type' | 'tags'>;

const NOTHING: Described = { tier: null };

/** Only named by entities: the catalog does not have it. */
const ABSENT = 0;
export const ENTITY = 1;
/** An entity with members that can stand in for each other. */
const REDUNDANT_ENTITY = 2;

const FIRST_NODES = 1_024;
const FIRST_EDGES = 8_192;
const RELATION_BITS = 4;
const RELATION_MASK = (1 << RELATION_BITS) - 1;

/** The node at the other end of an edge. */
export const targetOf = (edge: number): number => edge >>> RELATION_BITS;
/** How the entity that has this edge is related to its target. */
export const relationOf = (edge: number): number => edge & RELATION_MASK;

const edgeTo = (node: number, relation: number) =>
  (node << RELATION_BITS) | relation;

/**
 * The relations of the catalog in memory: entities are numbers, and the edges of one are a range of one typed
 * array. Rebuilt as a whole from the catalog; between two builds single entities are put in place of what was
 * known of them. A hundred thousand entities with half a million relations take some 32 MiB, most of it their
 * names.
 */
export class CatalogGraph {
  /** Names of nodes; a node may be only named by others, and not be in the catalog. */
  readonly refs: string[] = [];
  private readonly nodes = new Map<string, number>();
  private readonly described: Described[] = [];
  /** The edges of node n are those from `starts[n]` to before `ends[n]`; to be read at once, as a change moves them. */
  edges: Int32Array = new Int32Array(FIRST_EDGES);
  private edgeCount = 0;
  starts: Int32Array = new Int32Array(FIRST_NODES);
  /** Before `middles[n]` are those along which an outage spreads, the containers last of them. */
  middles: Int32Array = new Int32Array(FIRST_NODES);
  ends: Int32Array = new Int32Array(FIRST_NODES);
  /** What a node is: one of the constants above. */
  natures: Uint8Array = new Uint8Array(FIRST_NODES);
  /** Pairs of bytes: how many members it needs, of how many; zeros for most. */
  private redundancy = new Uint8Array(2 * FIRST_NODES);
  private steps?: Steps;

  /** Entities, and what is only named by entities. */
  get size(): number {
    return this.refs.length;
  }

  /** Undefined for what the catalog does not have. */
  find(ref: string): number | undefined {
    const node = this.nodes.get(ref);
    return node !== undefined && this.has(node) ? node : undefined;
  }

  /** Whether the node is an entity of the catalog, not only named by one. */
  has(node: number): boolean {
    return this.natures[node] !== ABSENT;
  }

  /** What the entity says of itself. */
  describedOf(node: number): Described {
    return this.described[node];
  }

  redundancyOf(node: number): Redundancy | undefined {
    if (this.natures[node] !== REDUNDANT_ENTITY) return undefined;
    const [needs, of] = this.redundancy.subarray(2 * node);
    return { needs, of };
  }

  /** The node's edges: to be read at once, as a later change may move them. */
  edgesOf(node: number): Int32Array {
    return this.edges.subarray(this.starts[node], this.ends[node]);
  }

  /** Refs that the entity is related to in one of these ways and that the catalog has. */
  related(node: number, ...relations: number[]): string[] {
    const refs: string[] = [];
    for (const edge of this.edgesOf(node)) {
      if (!relations.includes(relationOf(edge))) continue;
      if (this.has(targetOf(edge))) refs.push(this.refs[targetOf(edge)]);
    }
    return refs;
  }

  /**
   * The entity, what it rests on directly, and who provides the APIs that it consumes; the entity alone when the graph
   * does not have it.
   */
  near(ref: string): string[] {
    const node = this.find(ref);
    if (node === undefined) return [ref];
    const direct = this.related(node, DEPENDS_ON, CONSUMES_API);
    const providers = this.related(node, CONSUMES_API).flatMap(api =>
      this.related(this.nodeOf(api), API_PROVIDED_BY),
    );
    return [...new Set([ref, ...direct, ...providers])];
  }

  /** What conditions can ask of each entity. */
  *entities(): Generator<DescribedEntity> {
    for (let node = 0; node < this.size; node += 1) {
      if (!this.has(node)) continue;
      const { tier, type = null, tags = [] } = this.described[node];
      const ref = this.refs[node];
      yield {
        ref,
        tier,
        type,
        tags: [...tags],
        owners: this.withAbove(this.related(node, OWNED_BY)),
        containers: [
          ...(isContainer(ref) ? [ref] : []),
          ...this.withAbove(this.related(node, PART_OF)),
        ],
      };
    }
  }

  /** The entities and those above them, the nearest first. */
  private withAbove(refs: readonly string[]): string[] {
    const all = new Set(refs);
    for (const ref of all) {
      for (const above of this.related(this.nodeOf(ref), CHILD_OF, PART_OF))
        all.add(above);
    }
    return [...all];
  }

  /** Where a walk notes its way. It ends before the next begins, as both use the same memory. */
  beginWalk(): Steps {
    this.steps ??= new Steps(this.starts.length);
    return this.steps.restart();
  }

  /** Adds an entity to a graph that is being built: the other ends of its relations are added by themselves. */
  add(entity: GraphEntity): void {
    const node = this.describe(entity);
    const edges = this.edgesFrom(entity);
    this.write(node, edges);
  }

  /**
   * Puts what the catalog says of an entity now in place of what was known, at both ends of its relations.
   * Undefined for an entity that is gone.
   */
  replace(ref: string, entity: GraphEntity | undefined): void {
    const node = entity ? this.describe(entity) : this.nodes.get(ref);
    if (node === undefined) return;
    if (!entity) this.natures[node] = ABSENT;
    const before = [...this.edgesOf(node)];
    const after = entity ? inOrder(this.edgesFrom(entity)) : [];
    // Most of what is handed in is no news
    if (String(before) === String(after)) return;
    const touched = new Set([...before, ...after].map(targetOf));
    touched.delete(node);
    for (const other of touched) {
      const back = after
        .filter(edge => targetOf(edge) === other)
        .flatMap(edge => {
          const reverse = reverseOf(relationOf(edge));
          return reverse === undefined ? [] : [edgeTo(node, reverse)];
        });
      const kept = [...this.edgesOf(other)].filter(
        edge =>
          targetOf(edge) !== node || reverseOf(relationOf(edge)) === undefined,
      );
      this.write(other, [...kept, ...back]);
    }
    this.write(node, after);
  }

  private describe(entity: GraphEntity): number {
    const { ref, tier, type, tags, redundancy } = entity;
    const node = this.nodeOf(ref);
    this.natures[node] = redundancy ? REDUNDANT_ENTITY : ENTITY;
    this.described[node] = { tier, type, tags };
    this.redundancy[2 * node] = redundancy?.needs ?? 0;
    this.redundancy[2 * node + 1] = redundancy?.of ?? 0;
    return node;
  }

  private edgesFrom({ relations }: GraphEntity): number[] {
    return relations.flatMap(({ type, targetRef }) => {
      const relation = relationNumber(type);
      return relation === undefined
        ? []
        : [edgeTo(this.nodeOf(targetRef), relation)];
    });
  }

  private nodeOf(ref: string): number {
    const known = this.nodes.get(ref);
    if (known !== undefined) return known;
    const node = this.refs.length;
    if (node === this.starts.length) this.makeRoom();
    this.refs.push(ref);
    this.described.push(NOTHING);
    this.nodes.set(ref, node);
    return node;
  }

  private makeRoom(): void {
    const double = 2 * this.starts.length;
    this.starts = grown(this.starts, new Int32Array(double));
    this.middles = grown(this.middles, new Int32Array(double));
    this.ends = grown(this.ends, new Int32Array(double));
    this.steps = undefined;
    this.natures = grown(this.natures, new Uint8Array(double));
    this.redundancy = grown(this.redundancy, new Uint8Array(2 * double));
  }

  /** Where a node has room for its new edges they take it; else the old ones are waste until the next build. */
  private write(node: number, edges: readonly number[]): void {
    const hasRoom = edges.length <= this.ends[node] - this.starts[node];
    const start = hasRoom ? this.starts[node] : this.edgeCount;
    if (!hasRoom) {
      let capacity = this.edges.length;
      while (start + edges.length > capacity) capacity *= 2;
      if (capacity > this.edges.length)
        this.edges = grown(this.edges, new Int32Array(capacity));
      this.edgeCount += edges.length;
    }
    const sorted = inOrder(edges);
    const middle = sorted.findIndex(e => relationOf(e) > PART_OF);
    this.edges.set(sorted, start);
    this.starts[node] = start;
    this.middles[node] = start + (middle < 0 ? sorted.length : middle);
    this.ends[node] = start + edges.length;
  }
}

/** By relation, and then by target. */
const inOrder = (edges: readonly number[]): number[] =>
  [...edges].sort(
    (a, b) => relationOf(a) - relationOf(b) || targetOf(a) - targetOf(b),
  );

function grown<A extends Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
