import type { Actor } from 'backstage-plugin-itsm-common';
import type { ParsedDelivery } from 'backstage-plugin-itsm-node';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Hook } from './Hook';

/** How a delivery is worked off. */
interface Filing {
  /** Epoch milliseconds: now, and when the delivery arrived. */
  at: number;
  receivedAt: number;
  /** The service that sent it. */
  actor: Actor;
  /**
   * Ends the delivery in the transaction that files it, so that it is worked off once; with the numbers of
   * the records that came of it.
   */
  within(tx: RecordTransaction, records: readonly string[]): Promise<void>;
}

/** What one room makes of parsed deliveries: the inbox stores and repeats, and knows none of it. */
export interface Meaning {
  name: string;
  /** Whether the delivery says something to this room. A delivery has one room that it speaks to. */
  concerns(parsed: ParsedDelivery): boolean;
  /** @throws ZodError, ItsmError for what can't be filed, however often it is tried */
  check(parsed: ParsedDelivery): void;
  file(hook: Hook, parsed: ParsedDelivery, filing: Filing): Promise<void>;
}
