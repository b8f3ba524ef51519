import type { Seeded } from 'itsm-harness';

/**
 * The catalog that the records are about: teams of departments own systems, and systems have
 * components. Everything follows from an index, so nothing has to be kept in memory.
 */
export interface Landscape {
  departments: number;
  teams: number;
  people: number;
  domains: number;
  systems: number;
  apis: number;
  resources: number;
  components: number;
  /** Rows of the catalog's table `relations`: each relation is there in both directions. */
  relations: number;
}

/** 100,000 entities (the location that holds them is one) with 500,000 relations. */
export const LANDSCAPE: Landscape = {
  departments: 12,
  teams: 240,
  people: 3_000,
  domains: 40,
  systems: 1_000,
  apis: 5_000,
  resources: 5_000,
  components: 85_707,
  relations: 500_000,
};

/** The same in small, for tests. */
export const SMALL_LANDSCAPE: Landscape = {
  departments: 2,
  teams: 10,
  people: 40,
  domains: 3,
  systems: 20,
  apis: 30,
  resources: 30,
  components: 500,
  relations: 4_000,
};

const padded = (i: number, digits: number) => String(i).padStart(digits, '0');

/** The demo's teams, which own some components too, and who works in them (examples/org). */
export const DEMO_TEAMS = [
  { name: 'team-checkout', people: ['eddie', 'olivia'] },
  { name: 'team-storefront', people: ['sofia', 'marek'] },
  { name: 'team-fulfilment', people: ['fatima', 'luca'] },
  { name: 'team-platform', people: ['adam', 'priya', 'tom'] },
] as const;

/** Above the demo's teams. */
const DEMO_PARENTS = ['group:default/engineering', 'group:default/acme'];

/** One component in so many is of one of the demo's teams. */
const DEMO_SHARE = 1_000;
const DEMO_OFFSET = 17;

/** The entities whose incidents are counted. They take the places of ordinary components. */
export const COUNTED = {
  one: 'component:default/one-incident',
  thousand: 'component:default/thousand-incidents',
  hundredThousand: 'component:default/hundred-thousand-incidents',
};
const COUNTED_REFS = Object.values(COUNTED);

/** Names and owners of the landscape's entities, by index. */
export class World {
  constructor(readonly size: Landscape) {}

  department = (i: number) => `group:default/department-${padded(i, 2)}`;
  team = (i: number) => `group:default/unit-${padded(i, 3)}`;
  person = (i: number) => `user:default/person-${padded(i, 4)}`;
  domain = (i: number) => `domain:default/domain-${padded(i, 2)}`;
  system = (i: number) => `system:default/system-${padded(i, 4)}`;
  api = (i: number) => `api:default/api-${padded(i, 4)}`;
  resource = (i: number) => `resource:default/resource-${padded(i, 4)}`;

  component = (i: number) =>
    COUNTED_REFS[i - this.size.components + COUNTED_REFS.length] ??
    `component:default/svc-${padded(i, 5)}`;

  /** Index of the component with this ref, which must be one of this world. */
  indexOf(ref: string): number {
    const counted = COUNTED_REFS.indexOf(ref);
    return counted < 0
      ? Number(ref.slice(-5))
      : this.size.components - COUNTED_REFS.length + counted;
  }

  /** The demo team of a component, if it is of one. */
  demoTeamOf(component: number): (typeof DEMO_TEAMS)[number] | undefined {
    return component < this.size.components - COUNTED_REFS.length
      ? DEMO_TEAMS[(component % this.demoShare) - DEMO_OFFSET]
      : undefined;
  }

  systemOf = (component: number) => component % this.size.systems;
  domainOf = (system: number) => system % this.size.domains;
  teamOfSystem = (system: number) => system % this.size.teams;
  departmentOf = (team: number) => team % this.size.departments;

  /** Not every component is part of a system. */
  isInSystem = (component: number) => component % 10 < 6;

  ownerOfComponent(i: number): string {
    const demo = this.demoTeamOf(i);
    return demo
      ? `group:default/${demo.name}`
      : this.team(this.teamOfSystem(this.systemOf(i)));
  }

  /** The owner and the groups above it: what the engine keeps as an entity's owners. */
  ownersOfComponent(i: number): string[] {
    if (this.demoTeamOf(i)) return [this.ownerOfComponent(i), ...DEMO_PARENTS];
    const team = this.teamOfSystem(this.systemOf(i));
    return [this.team(team), this.department(this.departmentOf(team))];
  }

  /** What the engine keeps as an entity's containers. */
  containersOfComponent(i: number): string[] {
    if (!this.isInSystem(i)) return [];
    const system = this.systemOf(i);
    return [this.system(system), this.domain(this.domainOf(system))];
  }

  /** One component in twenty matters so much. */
  tierOf = (component: number) => (component % 20 === 3 ? '1' : null);

  /** Where a component is deployed from. */
  repositoryOf = (component: number) =>
    `bench/${this.component(component).split('/')[1]}`;

  /** Somebody of the team that owns the component. */
  memberFor(component: number, random: Seeded): string {
    const demo = this.demoTeamOf(component);
    if (demo) return `user:default/${random.pick(demo.people)}`;
    const team = this.teamOfSystem(this.systemOf(component));
    const { teams, people } = this.size;
    return this.person(team + teams * random.below(Math.floor(people / teams)));
  }

  anybody = (random: Seeded) => this.person(random.below(this.size.people));

  /**
   * A component that is not one of the demo's, nor counted: few are often in trouble, most seldom
   * (Zipf with exponent 0.8).
   */
  someComponent(random: Seeded): number {
    const ordinary = this.size.components - COUNTED_REFS.length;
    const rank = (1 + random() * (ordinary ** 0.2 - 1)) ** 5 - 1;
    // Spread over systems, so that the busy ones are not all of one team
    const i = (Math.floor(rank) * 7_919) % ordinary;
    return this.demoTeamOf(i) ? i + DEMO_TEAMS.length : i;
  }

  /** Another component of the same system, if there is one. */
  neighbour(component: number, random: Seeded): number {
    const { systems, components } = this.size;
    const rows = Math.floor((components - COUNTED_REFS.length) / systems);
    const i = this.systemOf(component) + systems * random.below(rows);
    return this.demoTeamOf(i) ? component : i;
  }

  /** A component of one of the demo's teams. */
  demoComponent(random: Seeded): number {
    const ordinary = this.size.components - COUNTED_REFS.length;
    const rows = Math.floor(ordinary / this.demoShare);
    const team = DEMO_OFFSET + random.below(DEMO_TEAMS.length);
    return this.demoShare * random.below(rows) + team;
  }

  private get demoShare() {
    return Math.min(DEMO_SHARE, Math.floor(this.size.components / 5));
  }
}
