/**
 * Which nodes a walk over the graph has reached, in what order and from where. Its arrays are used again by
 * the next walk: walks of one graph follow each other, and each begins with `restart`.
 */
export class Steps {
  /** Nodes in the order in which they were reached; the arrays below have the same places. */
  order: Int32Array;
  depths: Int32Array;
  vias: Int32Array;
  relations: Uint8Array;
  /** Places taken. */
  count = 0;
  /** A node is reached when its stamp is this walk's. */
  readonly stamps: Int32Array;
  walk = 0;

  /** @param nodes - how many the graph has room for */
  constructor(nodes: number) {
    this.order = new Int32Array(nodes);
    this.depths = new Int32Array(nodes);
    this.vias = new Int32Array(nodes);
    this.relations = new Uint8Array(nodes);
    this.stamps = new Int32Array(nodes);
  }

  restart(): this {
    this.walk += 1;
    this.count = 0;
    return this;
  }

  /** A node that the walk begins with; one that it began with already is passed over. */
  begin(node: number): void {
    if (!this.has(node)) this.take(node, 0, node, 0);
  }

  has(node: number): boolean {
    return this.stamps[node] === this.walk;
  }

  take(node: number, depth: number, via: number, relation: number): void {
    this.stamps[node] = this.walk;
    const place = this.count;
    this.count += 1;
    this.order[place] = node;
    this.depths[place] = depth;
    this.vias[place] = via;
    this.relations[place] = relation;
  }
}
