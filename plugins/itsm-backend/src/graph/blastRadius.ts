import {
  ENTITY,
  relationOf,
  targetOf,
  type CatalogGraph,
} from './CatalogGraph';
import {
  API_CONSUMED_BY,
  DEPENDENCY_OF,
  PART_OF,
  PROVIDES_API,
} from './relations';
import type { Steps } from './Steps';

/**
 * What an outage does to an entity. `impacted`: it rests on what is down. `degraded`: a part of it is.
 * `redundant`: members of it are down, and enough are not.
 */
type Effect = 'impacted' | 'degraded' | 'redundant';

/** An entity that an outage reaches. */
export interface Reached {
  node: number;
  effect: Effect;
  /** Hops from the nearest entity that is down, 1 or more. */
  depth: number;
  /** The node it was reached from: down itself, or reached before. */
  via: number;
  /** How `via` is related to it: a code of `relations.ts`. */
  relation: number;
}

export interface BlastOptions {
  /** Hops to follow. */
  depth: number;
  /** Entities after which the walk ends. */
  most: number;
  /** Entities that are down, too, for the counting of redundant members: nothing is followed from them. */
  alsoDown?: readonly number[];
}

/**
 * What breaks when these entities break. From what is down it goes to what depends on it, to the APIs it
 * provides and whoever consumes them (one hop, as the API is only how they meet), and to its parts. What it
 * is part of is degraded, and so is what that is part of, but never their other parts. An entity with
 * redundancy is reached once more of its members are down than it can lose; until then it holds, and nothing
 * is followed from it. Circles end, as each entity is reached once, by a shortest way.
 *
 * @param starts - nodes that are down
 */
export function blastRadius(
  graph: CatalogGraph,
  starts: readonly number[],
  options: BlastOptions,
): BlastRadius {
  const walk = new BlastRadius(graph, starts, options);
  walk.followImpact();
  walk.followContainers();
  return walk;
}

/** A walk that was made: its steps are gone once the next one begins. */
export class BlastRadius {
  /** There may be more, beyond the depth or the number that was asked for. */
  isCapped = false;
  private readonly steps: Steps;
  private readonly losses = new Map<number, Set<number>>();
  /** Entities that it began with. */
  private readonly begun: number;
  private impactedEnd = 0;

  constructor(
    private readonly graph: CatalogGraph,
    starts: readonly number[],
    private readonly options: BlastOptions,
  ) {
    this.steps = graph.beginWalk();
    for (const start of starts) this.steps.begin(start);
    this.begun = this.steps.count;
    for (const down of options.alsoDown ?? []) {
      for (let at = graph.starts[down]; at < graph.middles[down]; at += 1) {
        const edge = graph.edges[at];
        if (isMembership(relationOf(edge))) this.lose(targetOf(edge), down);
      }
    }
  }

  /** Entities that were reached, those that hold not counted. */
  get count(): number {
    return this.steps.count - this.begun;
  }

  followImpact(): void {
    const { graph, steps } = this;
    const { edges, starts, middles, natures } = graph;
    const { stamps, walk, order, depths } = steps;
    for (let place = 0; place < steps.count; place += 1) {
      const node = order[place];
      const middle = middles[node];
      for (let at = starts[node]; at < middle; at += 1) {
        const edge = edges[at];
        const target = targetOf(edge);
        // Most of what a large walk meets was met before, or is plain
        if (stamps[target] === walk) continue;
        const relation = relationOf(edge);
        const isPlain =
          relation === DEPENDENCY_OF && natures[target] === ENTITY;
        if (isPlain) this.reach(target, depths[place] + 1, node, relation);
        else this.spread(target, relation, depths[place] + 1, node);
      }
    }
    this.impactedEnd = steps.count;
  }

  /** After the impact, as what is impacted is not degraded besides. */
  followContainers(): void {
    const { steps, impactedEnd } = this;
    // What is nearer to an outage comes first: both parts of the list are in the order of their depths
    let [near, far] = [0, impactedEnd];
    while (near < impactedEnd || far < steps.count) {
      const isFar =
        near === impactedEnd ||
        (far < steps.count && steps.depths[far] < steps.depths[near]);
      const place = isFar ? far++ : near++;
      this.degradeAbove(steps.order[place], steps.depths[place] + 1);
    }
  }

  /** Those that are impacted first, then what is degraded, each by depth; at last what holds. */
  list(): Reached[] {
    const { steps } = this;
    const reached: Reached[] = [];
    for (let place = this.begun; place < steps.count; place += 1) {
      reached.push({
        node: steps.order[place],
        effect: place < this.impactedEnd ? 'impacted' : 'degraded',
        depth: steps.depths[place],
        via: steps.vias[place],
        relation: steps.relations[place],
      });
    }
    return [...reached, ...this.holding(reached)];
  }

  private holding(reached: readonly Reached[]): Reached[] {
    const { graph, steps } = this;
    const depths = new Map(reached.map(({ node, depth }) => [node, depth]));
    return [...this.losses].flatMap(([node, lost]): Reached[] => {
      const via = [...lost].find(member => steps.has(member));
      if (via === undefined || steps.has(node) || !graph.has(node)) return [];
      const edge = graph
        .edgesOf(via)
        .find(
          each => targetOf(each) === node && isMembership(relationOf(each)),
        );
      const depth = (depths.get(via) ?? 0) + 1;
      const relation = relationOf(edge!);
      return [{ node, effect: 'redundant', depth, via, relation }];
    });
  }

  private spread(
    node: number,
    relation: number,
    depth: number,
    via: number,
  ): void {
    // A container can be down only when it counts its members
    if (relation === PART_OF && !this.graph.redundancyOf(node)) return;
    const isNew = this.impact(node, depth, via, relation);
    if (isNew && relation === PROVIDES_API) this.reachConsumers(node, depth);
  }

  /** Who consumes an API is as near to its provider as the API is. */
  private reachConsumers(api: number, depth: number): void {
    const { edges, starts, middles } = this.graph;
    for (let at = starts[api]; at < middles[api]; at += 1) {
      if (relationOf(edges[at]) === API_CONSUMED_BY)
        this.impact(targetOf(edges[at]), depth, api, API_CONSUMED_BY);
    }
  }

  private impact(
    node: number,
    depth: number,
    via: number,
    relation: number,
  ): boolean {
    if (this.steps.has(node) || !this.graph.has(node)) return false;
    if (isMembership(relation) && this.holdsWithout(node, via)) return false;
    return this.reach(node, depth, via, relation);
  }

  private degradeAbove(node: number, depth: number): void {
    const { edges, starts, middles } = this.graph;
    for (let at = middles[node] - 1; at >= starts[node]; at -= 1) {
      if (relationOf(edges[at]) !== PART_OF) return;
      const target = targetOf(edges[at]);
      if (this.steps.has(target) || !this.graph.has(target)) continue;
      // Those that count their members were asked before, and hold
      if (!this.graph.redundancyOf(target))
        this.reach(target, depth, node, PART_OF);
    }
  }

  private reach(
    node: number,
    depth: number,
    via: number,
    relation: number,
  ): boolean {
    if (depth > this.options.depth || this.count >= this.options.most) {
      this.isCapped = true;
      return false;
    }
    this.steps.take(node, depth, via, relation);
    return true;
  }

  private holdsWithout(node: number, member: number): boolean {
    const redundancy = this.graph.redundancyOf(node);
    if (!redundancy) return false;
    return redundancy.of - this.lose(node, member) >= redundancy.needs;
  }

  /** How many members the entity has lost with this one. */
  private lose(node: number, member: number): number {
    const lost = this.losses.get(node) ?? new Set();
    if (this.graph.redundancyOf(node)) this.losses.set(node, lost.add(member));
    return lost.size;
  }
}

/** The relations by which an entity has members that can stand in for each other. */
const isMembership = (relation: number) =>
  relation === DEPENDENCY_OF || relation === PART_OF;
