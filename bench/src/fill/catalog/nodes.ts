import { seeded, type Seeded } from 'itsm-harness';
import type { World } from '../world/landscape';
import { uidOf, type Node, type Pair } from './Node';

/** The location that all entities come from. It holds itself, too: nobody reads it ever again. */
export const LOCATION = 'location:default/bench';

const KINDS: Record<string, string> = {
  group: 'Group',
  user: 'User',
  domain: 'Domain',
  system: 'System',
  api: 'API',
  resource: 'Resource',
  component: 'Component',
  location: 'Location',
};

/** All entities of the landscape, with exactly as many relations as it says. */
export class Catalog {
  readonly nodes: Node[] = [];
  readonly pairs: Pair[] = [];
  private readonly byRef = new Map<string, Node>();
  private readonly random: Seeded = seeded(3);

  constructor(private readonly world: World) {
    this.add(LOCATION, { type: 'bench', target: 'bench' });
    this.addOrganisation();
    this.addSystems();
    this.addComponents();
    for (const node of this.nodes) this.relateAsSpecified(node);
    this.dependUntil(world.size.relations / 2);
    // The order of the catalog's primary keys, so that rows are appended to them
    this.nodes.sort((a, b) => (a.uid < b.uid ? -1 : 1));
  }

  private addOrganisation(): void {
    const { world } = this;
    const { departments, teams, people } = world.size;
    this.each(departments, world.department, () => ({
      type: 'department',
      children: [],
    }));
    this.each(teams, world.team, i => ({
      type: 'team',
      parent: world.department(world.departmentOf(i)),
      children: [],
    }));
    this.each(people, world.person, i => ({
      memberOf: [world.team(i % teams)],
    }));
  }

  private addSystems(): void {
    const { world } = this;
    const { domains, systems, apis, resources, teams } = world.size;
    this.each(domains, world.domain, i => ({ owner: world.team(i % teams) }));
    this.each(systems, world.system, i => ({
      owner: world.team(world.teamOfSystem(i)),
      domain: world.domain(world.domainOf(i)),
    }));
    const ofSystem = (i: number) => ({
      owner: world.team(world.teamOfSystem(i % systems)),
      system: world.system(i % systems),
    });
    this.each(apis, world.api, i => ({
      type: 'openapi',
      lifecycle: 'production',
      definition: 'openapi: 3.1.0',
      ...ofSystem(i),
    }));
    this.each(resources, world.resource, i => ({
      type: 'database',
      ...ofSystem(i),
    }));
  }

  private addComponents(): void {
    const { world } = this;
    const { components, apis } = world.size;
    this.each(components, world.component, i => ({
      type: 'service',
      lifecycle: 'production',
      owner: world.ownerOfComponent(i),
      ...(world.isInSystem(i) && { system: world.system(world.systemOf(i)) }),
      ...(i < apis && { providesApis: [world.api(i)] }),
    }));
  }

  private each(
    count: number,
    refOf: (i: number) => string,
    specOf: (i: number) => Record<string, unknown>,
  ): void {
    for (let i = 0; i < count; i += 1) this.add(refOf(i), specOf(i));
  }

  private add(ref: string, spec: Record<string, unknown>): void {
    const [kind, name] = ref.split(':default/');
    const annotations: Record<string, string> = {};
    if (kind === 'component') {
      const i = this.world.indexOf(ref);
      annotations['github.com/project-slug'] = this.world.repositoryOf(i);
      const tier = this.world.tierOf(i);
      if (tier) annotations['itsm/tier'] = tier;
    }
    const node: Node = {
      ref,
      kind: KINDS[kind],
      name,
      uid: uidOf(ref),
      annotations,
      spec,
      relations: [],
    };
    this.nodes.push(node);
    this.byRef.set(ref, node);
  }

  /** The relations that the catalog's own processor reads from a spec. */
  private relateAsSpecified(node: Node): void {
    const { owner, domain, system, parent } = node.spec as Record<
      string,
      string
    >;
    const { memberOf, providesApis } = node.spec as Record<string, string[]>;
    if (owner) this.relate(node, 'ownedBy', 'ownerOf', owner);
    if (domain) this.relate(node, 'partOf', 'hasPart', domain);
    if (system) this.relate(node, 'partOf', 'hasPart', system);
    if (parent) this.relate(node, 'childOf', 'parentOf', parent);
    for (const ref of memberOf ?? []) {
      this.relate(node, 'memberOf', 'hasMember', ref);
    }
    for (const ref of providesApis ?? []) {
      this.relate(node, 'providesApi', 'apiProvidedBy', ref);
    }
  }

  /** Components depend on those before them: on few of them very often. */
  private dependUntil(count: number): void {
    const { world, random } = this;
    const { components, resources } = world.size;
    for (let i = 1; this.pairs.length < count; i = 1 + (i % (components - 1))) {
      const node = this.byRef.get(world.component(i))!;
      const targetRef =
        random() < 0.1
          ? world.resource(random.below(resources))
          : world.component(Math.floor(i * random() ** 3));
      const dependsOn = (node.spec.dependsOn ?? []) as string[];
      if (dependsOn.includes(targetRef)) continue;
      node.spec.dependsOn = [...dependsOn, targetRef];
      this.relate(node, 'dependsOn', 'dependencyOf', targetRef);
    }
  }

  private relate(
    origin: Node,
    type: string,
    inverse: string,
    targetRef: string,
  ): void {
    this.pairs.push({ origin, type, inverse, targetRef });
    origin.relations.push({ type, targetRef });
    // The demo's groups are not of this landscape
    this.byRef
      .get(targetRef)
      ?.relations.push({ type: inverse, targetRef: origin.ref });
  }

  /** Refs that relations lead to and that are not of this landscape. */
  get outside(): string[] {
    const refs = this.pairs.map(pair => pair.targetRef);
    return [...new Set(refs)].filter(ref => !this.byRef.has(ref));
  }
}
