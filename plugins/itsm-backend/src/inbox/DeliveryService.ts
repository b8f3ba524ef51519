import {
  ConflictingError,
  MissingError,
  type DeliveryPage,
  type DeliveryView,
} from 'backstage-plugin-itsm-common';
import { readIdCursor } from '../http/idCursor';
import { senderIdOf } from './deliveryKey';
import type { DeliveryStatus, DeliverySummary } from './deliveryRow';
import type { InboxStore } from './InboxStore';
import type { InboxWorker } from './InboxWorker';

/** A delivery that is done or being worked on is not worked on again. */
const REQUEUED_FROM: DeliveryStatus[] = ['dead', 'ignored'];

const iso = (at: number) => new Date(at).toISOString();

const presentDelivery = (d: DeliverySummary): DeliveryView => ({
  id: d.id,
  instance: d.instance,
  key: senderIdOf(d.key),
  event: d.event,
  status: d.status,
  attempts: d.attempts,
  receivedAt: iso(d.receivedAt),
  nextAttemptAt: d.nextAttemptAt === null ? null : iso(d.nextAttemptAt),
  reason: d.reason,
  records: d.records,
});

/** The inbox as people see it. */
export class DeliveryService {
  constructor(
    private readonly store: InboxStore,
    private readonly worker: InboxWorker,
  ) {}

  async list(query: {
    status?: DeliveryStatus;
    cursor?: string;
    limit: number;
  }): Promise<DeliveryPage> {
    const { status, cursor, limit } = query;
    const rows = await this.store.list({
      status,
      before: readIdCursor(cursor),
      limit: limit + 1,
    });
    const items = rows.slice(0, limit).map(presentDelivery);
    return {
      items,
      nextCursor: rows.length > limit ? items[items.length - 1].id : null,
    };
  }

  /** @throws MissingError */
  async byId(id: string): Promise<DeliveryView> {
    const delivery = await this.store.byId(id);
    if (!delivery) throw new MissingError('delivery', id.slice(0, 100));
    return presentDelivery(delivery);
  }

  /** @throws MissingError, ConflictingError when nothing has failed. */
  async requeue(id: string): Promise<DeliveryView> {
    const claimed = await this.store.claimOne(
      id,
      this.worker.claim(),
      REQUEUED_FROM,
    );
    if (!claimed) {
      const { status } = await this.byId(id);
      throw new ConflictingError(
        `The delivery is ${status}; only dead and ignored ones can be tried again.`,
        { code: 'not_requeueable', params: { status } },
      );
    }
    this.worker.start(claimed);
    return presentDelivery(claimed);
  }
}
