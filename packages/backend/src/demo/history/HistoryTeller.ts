import {
  ItsmRequestError,
  type ItsmClient,
} from 'backstage-plugin-itsm-common';
import {
  deliverToGithubHook,
  type GithubHook,
} from '../records/deliverToGithubHook';
import { DemoRecord, type Bookmark, type Cast } from '../records/DemoRecord';
import { until } from '../records/until';
import type { DemoClock } from './DemoClock';
import type { EngineTasks } from './EngineTasks';
import { withNumbers, type Deed, type Step } from './steps';

const DELIVERIES_TIMEOUT_MS = 30_000;
/** Steps between two notes of how far it is told; after a crash so many are told again. */
const NOTED_EVERY = 20;

export interface HistoryOptions {
  clock: DemoClock;
  cast: Cast;
  /** A client that may read everything. */
  itsm: ItsmClient;
  hook?: GithubHook;
  tasks: Pick<EngineTasks, 'run'>;
  signal: AbortSignal;
  onFailure: (step: Step, error: Error) => void;
}

/** Tells what happened, step by step, and moves the engine's clock along. */
export class HistoryTeller {
  private readonly records: Map<string, Bookmark>;

  constructor(private readonly options: HistoryOptions) {
    this.records = new Map(
      Object.entries(options.clock.book.progress!.records),
    );
  }

  /** Goes on where the book is; what can't be told is left out. */
  async tell(steps: readonly Step[]): Promise<void> {
    const { clock, signal, onFailure } = this.options;
    const begin = clock.book.progress!.step;
    for (let n = begin; n < steps.length; n += 1) {
      const step = steps[n];
      if (signal.aborted) {
        await this.note(n, clock.now());
        signal.throwIfAborted();
      }
      clock.moveTo(step.at);
      try {
        await this.perform(step);
        if (step.settle) await this.settle();
      } catch (error) {
        if (!signal.aborted) onFailure(step, error as Error);
      }
      if ((n + 1) % NOTED_EVERY === 0) await this.note(n + 1, step.at);
    }
    await this.settle();
    await this.note(steps.length, clock.now());
  }

  /** Records that follow others have done so, and the outlets know all of it. */
  private async settle(): Promise<void> {
    await this.options.tasks.run('itsm-outlets');
  }

  private async note(step: number, at: number): Promise<void> {
    await this.options.clock.book.save({
      step,
      at,
      records: Object.fromEntries(this.records),
    });
  }

  private async perform(step: Step): Promise<void> {
    if (step.do === 'wake') return this.options.tasks.run('itsm-timers');
    if (step.do === 'deliver') return this.deliver(step);
    const deed = withNumbers(step, key => this.known(key).number) as Step;
    if (deed.do === 'open') return this.open(deed);
    if (deed.do === 'find') return this.find(deed);
    if (deed.do === 'wake' || deed.do === 'deliver') return undefined;
    return this.write(deed);
  }

  private known(key: string): Bookmark {
    const bookmark = this.records.get(key);
    if (!bookmark) throw new Error(`Nothing is known of ${key}`);
    return bookmark;
  }

  private async open(deed: Deed & { do: 'open' }): Promise<void> {
    const { who, plural, key, input } = deed;
    const record = await DemoRecord.open(
      this.options.cast,
      who,
      plural,
      `history-${key}`,
      input,
    );
    this.records.set(key, record.bookmark);
  }

  private async write(
    deed: Deed & { do: 'act' | 'edit' | 'comment' | 'link' },
  ): Promise<void> {
    const { key, who } = deed;
    const known = this.known(key);
    const record = DemoRecord.resume(
      this.options.cast,
      `history-${key}`,
      known,
    );
    try {
      if (deed.do === 'act') await record.act(who, deed.action, deed.input);
      else if (deed.do === 'edit') await record.edit(who, deed.input);
      else if (deed.do === 'comment') {
        await record.comment(who, deed.text, deed.audience);
      } else await record.link(who, deed.role, deed.target, deed.ref);
    } catch (error) {
      if (!isToldBefore(error)) throw error;
      // It was told before the process ended, of another version of the record
      const { version } = await this.options.itsm.record(known.number);
      this.records.set(key, { ...record.bookmark, version });
      return;
    }
    this.records.set(key, record.bookmark);
  }

  private async deliver({ delivery }: Deed & { do: 'deliver' }) {
    const { hook, itsm, signal } = this.options;
    if (!hook) return;
    await deliverToGithubHook(hook, delivery);
    await until(
      'the delivery',
      async () =>
        (await itsm.deliveries.list({ status: 'received', limit: 1 })).items
          .length === 0,
      { timeoutMs: DELIVERIES_TIMEOUT_MS, signal, firstDelayMs: 10 },
    );
  }

  private async find(deed: Deed & { do: 'find' }): Promise<void> {
    const { items } = await this.options.itsm.list('changes', {
      state: 'all',
      entity: `component:default/${deed.entity}`,
      limit: 20,
    });
    const found = items.find(({ fields }) => fields.revision === deed.revision);
    if (!found) throw new Error(`No change has the revision ${deed.revision}`);
    const { number } = found;
    const { version } = await this.options.itsm.record(number);
    this.records.set(deed.key, {
      plural: 'changes',
      number,
      version,
      step: 0,
    });
  }
}

function isToldBefore(error: unknown): boolean {
  return (
    error instanceof ItsmRequestError && error.code === 'idempotency_key_reused'
  );
}
