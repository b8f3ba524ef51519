import type { Capability } from 'backstage-plugin-itsm-common';
import type { Seeded } from 'itsm-harness';
import type { World } from '../world/landscape';
import { someWords } from '../words';
import { person, type Life, type Step } from './Life';
import { END, type Lot, type Plan } from './Plan';

const padded = (value: number) => String(value).padStart(6, '0');

/** What is left open by who does what when. */
type Deed<S = Step> = S extends Step ? Omit<S, 'at' | 'actor'> : never;

/** Collects the steps of a life: each one later than the one before, all of them within the year. */
export class Telling {
  readonly steps: Step[] = [];
  /** The component that decides who works on the record. */
  readonly first: number;
  readonly entities: string[];
  readonly world: World;
  readonly agent: string;
  private at: number;
  private readonly until: number;

  constructor(
    readonly lot: Lot,
    readonly plan: Plan,
    readonly random: Seeded,
    /** How long the record is worked on at most. */
    lifetimeMs: number,
  ) {
    this.world = plan.world;
    [this.first] = lot.components;
    this.entities = lot.components.map(i => this.world.component(i));
    this.agent = this.world.memberFor(this.first, random);
    this.at = lot.createdAt;
    this.until = Math.min(END, lot.createdAt + lifetimeMs);
  }

  get group() {
    return this.world.ownerOfComponent(this.first);
  }

  chance = (probability: number) => this.random() < probability;

  /** Nobody acknowledges what they asked for, nor approves what they planned. */
  somebodyElse(): string {
    for (;;) {
      const ref = this.world.anybody(this.random);
      if (ref !== this.agent) return ref;
    }
  }

  /** When the next step is done: a part of what is left of the time. */
  later(): number {
    const left = this.until - this.at;
    this.at += Math.max(1, Math.floor(left * 0.4 * this.random()));
    return this.at;
  }

  /** The next step, by a person of the agents' team unless told. */
  tell(deed: Deed, o: { by?: string; as?: Capability[] } = {}): void {
    const ref = o.by ?? this.agent;
    this.add(
      {
        capabilities: o.as ?? ['agent'],
        ownershipRefs: [ref],
        ...deed,
      } as Deed,
      {
        at: this.steps.length === 0 ? this.at : this.later(),
        actor: person(ref),
      },
    );
  }

  add(deed: Deed, by: Pick<Step, 'at' | 'actor'>): void {
    this.steps.push({ ...deed, ...by } as Step);
  }

  act(
    action: string,
    input: Record<string, unknown> = {},
    o?: { by?: string; as?: Capability[] },
  ): void {
    this.tell({ do: 'act', action, input }, o);
  }

  comment(o?: { by?: string; as?: Capability[]; internal?: boolean }): void {
    const text = `${someWords(this.random, 5 + this.random.below(15))}.`;
    const audience = o?.internal ? 'internal' : 'public';
    this.tell({ do: 'comment', text, audience }, o);
  }

  /**
   * The number of a record of days ago, when it was over: had it been open still, this one might
   * have changed what became of it. Undefined in the first days.
   */
  before(kind: Life['kind']): string | undefined {
    const latest = this.lot.n - 4 - Math.ceil(this.plan.size / 50);
    if (latest <= 0) return undefined;
    const n = this.random.below(latest);
    // Every fourth record is a change
    return kind === 'change'
      ? `CHG-${padded(Math.floor(n / 4) + 1)}`
      : `INC-${padded(n + 1 - Math.floor((n + 1) / 4))}`;
  }
}
