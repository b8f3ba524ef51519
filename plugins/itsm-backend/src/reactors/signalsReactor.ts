import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Reactor } from 'backstage-plugin-itsm-node';
import { listenersOf, type Listeners } from '../signals/listeners';
import type { SignalChannels } from '../signals/SignalChannels';

/** At most one signal a second to the same listeners; a page only needs to know that it is stale. */
const QUIET_MS = 1_000;

/**
 * Tells open pages to fetch again. A signal asks nobody for permission: it carries nothing, and goes to those
 * who were given the name of its channel. The last change within a quiet second is told when that second is over.
 */
export class SignalsReactor implements Reactor {
  readonly name = 'signals';
  private readonly lastSent = new Map<Listeners, number>();
  private readonly pending = new Map<Listeners, NodeJS.Timeout>();

  constructor(
    private readonly signals: SignalsService,
    private readonly options: {
      channels: Pick<SignalChannels, 'namesOf'>;
      now: () => number;
      later: (delayMs: number, work: () => void) => NodeJS.Timeout;
    },
  ) {}

  follows(): boolean {
    return true;
  }

  async react(committed: Parameters<Reactor['react']>[0]): Promise<void> {
    await Promise.all(listenersOf(committed).map(each => this.tell(each)));
  }

  private async tell(listeners: Listeners): Promise<void> {
    const now = this.options.now();
    const wait = (this.lastSent.get(listeners) ?? -Infinity) + QUIET_MS - now;
    if (wait <= 0) {
      await this.send(listeners, now);
    } else if (!this.pending.has(listeners)) {
      const timer = this.options.later(wait, () => {
        this.pending.delete(listeners);
        // A lost hint is made good by the page's polling.
        this.send(listeners, this.options.now()).catch(() => {});
      });
      this.pending.set(listeners, timer);
    }
  }

  /** Sends nothing more by itself: pages poll, and connect to another process. */
  stop(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private async send(listeners: Listeners, now: number): Promise<void> {
    if (this.lastSent.size > 10_000) this.lastSent.clear();
    this.lastSent.set(listeners, now);
    await Promise.all(
      this.options.channels.namesOf(listeners).map(channel =>
        this.signals.publish({
          recipients: { type: 'broadcast' },
          channel,
          message: {},
        }),
      ),
    );
  }
}
