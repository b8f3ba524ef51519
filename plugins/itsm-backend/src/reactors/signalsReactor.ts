import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Reactor } from 'backstage-plugin-itsm-node';
import { WITHIN_ROLES } from '../lists/drivers';

/** At most one signal a second per channel; a page only needs to know that it is stale. */
const QUIET_MS = 1_000;

/**
 * Tells open pages to fetch again. Messages are empty: a signal asks nobody for permission, so it
 * carries nothing. The last change within a quiet second is told when that second is over.
 */
export class SignalsReactor implements Reactor {
  readonly name = 'signals';
  private readonly lastSent = new Map<string, number>();
  private readonly pending = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly signals: SignalsService,
    private readonly o: {
      now: () => number;
      later: (delayMs: number, work: () => void) => NodeJS.Timeout;
    },
  ) {}

  follows(): boolean {
    return true;
  }

  async react({
    entry,
    record,
    links,
    principals,
  }: Parameters<Reactor['react']>[0]): Promise<void> {
    const channels = [
      // Nobody looks at the page of a record before there is one
      ...(entry.verb === 'created' ? [] : [`itsm:record:${record.number}`]),
      ...links
        .filter(link => link.target === 'entity')
        .map(link => `itsm:entity:${link.ref}`),
      // The pages of systems, domains and groups show what is recorded for their parts
      ...principals
        .filter(({ role }) => WITHIN_ROLES.includes(role))
        .map(({ ref }) => `itsm:entity:${ref}`),
    ];
    await Promise.all(
      [...new Set(channels)].map(channel => this.tell(channel)),
    );
  }

  private async tell(channel: string): Promise<void> {
    const now = this.o.now();
    const wait = (this.lastSent.get(channel) ?? -Infinity) + QUIET_MS - now;
    if (wait <= 0) {
      await this.send(channel, now);
    } else if (!this.pending.has(channel)) {
      const timer = this.o.later(wait, () => {
        this.pending.delete(channel);
        // A lost hint is made good by the page's polling.
        this.send(channel, this.o.now()).catch(() => {});
      });
      this.pending.set(channel, timer);
    }
  }

  /** Sends nothing more by itself: pages poll, and connect to another process. */
  stop(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private async send(channel: string, now: number): Promise<void> {
    if (this.lastSent.size > 10_000) this.lastSent.clear();
    this.lastSent.set(channel, now);
    await this.signals.publish({
      recipients: { type: 'broadcast' },
      channel,
      message: {},
    });
  }
}
