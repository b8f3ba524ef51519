import { numberOf, type Deed, type Step } from '../steps';
import { atWork, DAY, HOUR, MINUTE } from './calendar';
import { Random } from './Random';

/** What waits for nobody: the engine's own times, as the demo's configuration has them. */
const AUTO_CLOSE = 7 * DAY;

/** One thread of the company's life: its steps follow each other in time. */
export class Plot {
  readonly steps: Step[] = [];
  readonly random: Random;
  private count = 0;

  constructor(
    readonly key: string,
    private at: number,
  ) {
    this.random = new Random(key);
  }

  get now(): number {
    return this.at;
  }

  /** Some time later; `office` means when somebody works. */
  later(low: number, high: number, when: 'any' | 'office' = 'any'): this {
    const at = this.at + this.random.wait(low, high);
    this.at = when === 'office' ? atWork(at) : at;
    return this;
  }

  /** Not before this moment. */
  until(at: number): this {
    this.at = Math.max(this.at, at);
    return this;
  }

  do(deed: Deed, settle?: boolean): this {
    this.steps.push({ ...deed, at: this.at, ...(settle && { settle }) });
    // Nobody does two things at once
    this.at += this.random.wait(20_000, 3 * MINUTE);
    return this;
  }

  /** Opens a record; the key of what it is within this plot makes its own. */
  open(who: string, plural: string, input: object, suffix?: string): string {
    this.count += 1;
    const key = `${this.key}-${suffix ?? this.count}`;
    this.do({ do: 'open', key, plural, who, input });
    return key;
  }

  act(who: string, key: string, action: string, input?: object): this {
    return this.do({ do: 'act', key, who, action, input });
  }

  /** An action that other records follow. */
  move(who: string, key: string, action: string, input?: object): this {
    return this.do({ do: 'act', key, who, action, input }, true);
  }

  say(who: string, key: string, text: string): this {
    return this.do({ do: 'comment', key, who, text });
  }

  note(who: string, key: string, text: string): this {
    return this.do({ do: 'comment', key, who, text, audience: 'internal' });
  }

  link(
    who: string,
    key: string,
    role: (Deed & { do: 'link' })['role'],
    other: string,
  ): this {
    const ref = numberOf(other);
    return this.do({ do: 'link', key, who, role, target: 'record', ref }, true);
  }

  /** The engine's timers run when something is due then. */
  wakeAfter(ms: number): this {
    this.steps.push({ do: 'wake', at: this.at + ms + 10_000 });
    return this;
  }

  /** What was resolved closes by itself. */
  autoClose(): this {
    return this.wakeAfter(AUTO_CLOSE);
  }
}

export { DAY, HOUR, MINUTE };
