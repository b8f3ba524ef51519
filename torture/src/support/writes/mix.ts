import type { Seeded } from 'itsm-harness';
import { genericWrite, githubWrite, MAPPED, reportedWrite } from './deliveries';
import {
  act,
  attach,
  comment,
  edit,
  link,
  openAny,
  openChange,
  openIncident,
  unlink,
  watch,
  type LinkOf,
} from './recordWrites';
import type { Known, Write } from './Write';

const UNMAPPED = 'acme/nobody-knows-it';

/** Of the demo's catalog; records of the mix affect none of them at first. */
const ENTITIES = ['fraud-check', 'shipping', 'web-shop', 'mobile-bff'].flatMap(
  name =>
    ['affected', 'impacted'].map(role => ({
      role,
      target: 'entity' as const,
      ref: `component:default/${name}`,
    })),
);

/** What every record of the mix is opened with. */
const OPENED_WITH = ['payments', 'inventory'].map(name => ({
  role: 'affected',
  target: 'entity' as const,
  ref: `component:default/${name}`,
}));

/** Kinds of which the mix opens some beside incidents and changes. */
const SELDOM = ['problem', 'request', 'task', 'review', 'article'] as const;

type Possible = [string, (mark: string) => object][];

const because = (mark: string) => ({ reason: mark });
const done = (mark: string) => ({ outcomeNote: mark });
const overriding = (priority: number) => (mark: string) => ({
  priority,
  reason: mark,
});

/** Actions of a collection's records in a state, with an input that carries the mark. */
const ACTIONS: Record<string, Record<string, Possible>> = {
  incidents: {
    new: [
      ['resolve', resolution],
      ['override_priority', overriding(2)],
    ],
    in_progress: [
      ['resolve', resolution],
      ['cancel', mark => ({ reason: 'unnecessary', notes: mark })],
      ['override_priority', overriding(1)],
    ],
    resolved: [['reopen', because]],
  },
  problems: { new: [['override_priority', overriding(2)]] },
  changes: { new: [['cancel', because]] },
  requests: { approved: [['cancel', because]] },
  tasks: {
    open: [
      ['skip', done],
      ['end_incomplete', done],
      ['cancel', because],
    ],
  },
  reviews: {},
  articles: {},
};

function resolution(mark: string) {
  return { code: 'fixed', notes: mark, causeUnknown: true };
}

/**
 * Mixed writes that follow from a seed. `next` makes each when it is sent, with what is known of
 * its record then.
 */
export class WriteMix {
  private made = 0;
  private readonly linked = new Set<string>();

  constructor(
    /** Distinguishes the round's marks from those of others. */
    private readonly seed: number,
    private readonly random: Seeded,
    private readonly known: ReadonlyMap<string, Known>,
  ) {}

  /** The records that the others are about. */
  *openings(incidents: number, changes: number): Iterable<Write> {
    for (let i = 0; i < incidents; i += 1) yield openIncident(...this.named());
    for (let i = 0; i < changes; i += 1) yield openChange(...this.named());
  }

  next(): Write {
    const { random } = this;
    const [mark, key] = this.named();
    const about = random.pick([...this.known.values()]);
    const dice = random();
    if (dice < 0.06) return openIncident(mark, key);
    if (dice < 0.09) return openChange(mark, key);
    if (dice < 0.15) {
      return openAny(random.pick(SELDOM), mark, about.number, key);
    }
    if (dice < 0.33) return edit(about, mark);
    if (dice < 0.5) return comment(about, mark, key);
    if (dice < 0.62) return this.relink(about, mark, key);
    if (dice < 0.7) return attach(about, mark, key);
    if (dice < 0.85) return this.act(about, mark, key);
    if (dice < 0.87) return watch(about, mark);
    return this.deliver(mark);
  }

  /** A mark, and for every second write a key. */
  private named(): [string, string | undefined] {
    this.made += 1;
    const mark = `mark-${this.seed}-${this.made}`;
    return [mark, this.random() < 0.5 ? `key-${mark}` : undefined];
  }

  private relink(about: Known, mark: string, key?: string): Write {
    const other = this.random.pick([...this.known.values()]).number;
    const isNew = (o: LinkOf) =>
      o.ref !== about.number && this.firstTime(about, o);
    const removed = OPENED_WITH.find(o => this.random() < 0.3 && isNew(o));
    if (removed) return unlink(about, mark, removed);
    const added = [
      { role: 'relatedTo', target: 'record' as const, ref: other },
      ...this.random.shuffle(ENTITIES),
    ].find(isNew);
    return added ? link(about, mark, added, key) : comment(about, mark, key);
  }

  /** One link is added or removed once a round, so that the effect of each write can be told. */
  private firstTime({ number }: Known, { role, ref }: LinkOf): boolean {
    const id = `${number} ${role} ${ref}`;
    if (this.linked.has(id)) return false;
    this.linked.add(id);
    return true;
  }

  private act(about: Known, mark: string, key?: string): Write {
    const possible = ACTIONS[about.plural][about.state];
    if (!possible) return comment(about, mark, key);
    const [action, input] = this.random.pick(possible);
    return act(about, mark, action, input(mark), key);
  }

  private deliver(mark: string): Write {
    const { random } = this;
    const repository = random() < 0.1 ? UNMAPPED : random.pick(MAPPED);
    const o = { mark, run: this.seed * 10_000 + this.made, repository };
    const dice = random();
    if (dice < 0.6) return githubWrite(o);
    return dice < 0.8 ? genericWrite(o) : reportedWrite(o);
  }
}
