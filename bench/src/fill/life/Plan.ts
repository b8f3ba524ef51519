import type { Seeded } from 'itsm-harness';
import type { Life } from './Life';
import { COUNTED, type World } from '../world/landscape';

/** The year of the records. */
const BEGIN = Date.UTC(2025, 0, 1);
export const END = Date.UTC(2026, 0, 1);

/** What is decided about record number `n` before its life is told. */
export interface Lot {
  n: number;
  createdAt: number;
  isOpen: boolean;
  restricted: boolean;
  /** Of one of the demo's teams, so that its people have work of their own. */
  isDemo: boolean;
  /** Indexes of the components that it affects, the first one decides who works on it. */
  components: number[];
}

/** Incidents of the entities that are counted, where the database is large enough. */
const COUNTS = { one: 1, thousand: 1_000, hundredThousand: 100_000 };

/** The entities whose incidents are counted exactly, by how many they have. */
export type Counted = Partial<Record<keyof typeof COUNTED, string>>;

const incidentsOf = (size: number) => size - Math.floor(size / 4);

/** Those that a database of this size is large enough for. */
export const countedOf = (size: number): Counted =>
  Object.fromEntries(
    Object.entries(COUNTED).filter(
      ([name]) => COUNTS[name as keyof typeof COUNTS] < incidentsOf(size),
    ),
  );

/** Of all records, and of those of the demo's teams: there must be something to do. */
const OPEN = 0.08;
const DEMO_OPEN = 0.2;

/** Is number `i` of `of` one of `count` that are spread evenly? */
const isSpread = (i: number, of: number, count: number) =>
  Math.floor(((i + 1) * count) / of) > Math.floor((i * count) / of);

/** Who is concerned by which of `size` records. */
export class Plan {
  private readonly incidents: number;
  private readonly counted: Counted;
  /** The share of records that are of the demo's teams. */
  private readonly demoShare: number;
  private readonly otherOpen: number;

  constructor(
    readonly size: number,
    readonly world: World,
    private readonly random: Seeded,
  ) {
    this.incidents = incidentsOf(size);
    this.counted = countedOf(size);
    this.demoShare = Math.min(1_200 / size, 0.1);
    this.otherOpen = (OPEN - DEMO_OPEN * this.demoShare) / (1 - this.demoShare);
  }

  /** Every fourth record is a change. */
  kindOf = (n: number) => (n % 4 === 3 ? 'change' : 'incident') as Life['kind'];

  lot(n: number): Lot {
    const { random, size } = this;
    const step = (END - BEGIN) / size;
    const isDemo = random() < this.demoShare;
    return {
      n,
      createdAt: Math.floor(BEGIN + step * (n + random() * 0.9)),
      isOpen: random() < (isDemo ? DEMO_OPEN : this.otherOpen),
      // Pipelines restrict nothing: this makes 5 % of all
      restricted: random() < 0.06,
      isDemo,
      components: this.componentsOf(n, isDemo),
    };
  }

  private componentsOf(n: number, isDemo: boolean): number[] {
    const { random, world } = this;
    const counted = n % 4 === 3 ? [] : this.countedOf(n - Math.floor(n / 4));
    const components = new Set(counted.map(ref => world.indexOf(ref)));
    if (components.size === 0) {
      components.add(
        isDemo ? world.demoComponent(random) : world.someComponent(random),
      );
    }
    const [first] = components;
    const more = [0, 0, 0, 1, 1, 2][random.below(6)];
    for (let i = 0; i < more; i += 1) {
      components.add(
        random() < 0.7
          ? world.neighbour(first, random)
          : world.someComponent(random),
      );
    }
    return [...components];
  }

  /** The counted entities that incident number `i` affects. */
  private countedOf(i: number): string[] {
    return Object.entries(this.counted)
      .filter(([name]) =>
        isSpread(i, this.incidents, COUNTS[name as keyof typeof COUNTS]),
      )
      .map(([, ref]) => ref);
  }
}
