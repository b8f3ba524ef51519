import { v7 as uuid } from 'uuid';
import { toNullableNumber, toNumber } from '../database/database';
import { storedJson } from '../database/storedJson';

/** received: work is left · processed, ignored: done · dead: given up, a person may requeue it. */
export type DeliveryStatus = 'received' | 'processed' | 'ignored' | 'dead';

/** One received webhook. Times are epoch milliseconds. */
export interface Delivery {
  id: string;
  instance: string;
  key: string;
  event: string | null;
  headers: Record<string, string>;
  /** Its stored headers are broken. */
  unreadable?: true;
  body: Buffer;
  status: DeliveryStatus;
  attempts: number;
  receivedAt: number;
  nextAttemptAt: number | null;
  reason: string | null;
  /** Numbers of the records that it touched. */
  records: string[];
}

/** What a list shows; bodies stay in the database. */
export type DeliverySummary = Omit<Delivery, 'headers' | 'body'>;

export interface NewDelivery {
  instance: string;
  key: string;
  event?: string;
  headers: Record<string, string>;
  body: Buffer;
  receivedAt: number;
  /** Set when there is nothing to do with it. */
  ignored?: string;
}

/** Who works on a delivery, and until when nobody else may. */
export interface Claim {
  by: string;
  until: number;
}

/** Columns of a summary. */
export const SUMMARY = [
  'id',
  'instance',
  'key',
  'event',
  'status',
  'attempts',
  'received_at',
  'next_attempt_at',
  'reason',
  'records',
];

/** A new row; the claim is that of the process which received it. */
export function encodeDelivery(delivery: NewDelivery, claim?: Claim) {
  const ignored = delivery.ignored !== undefined;
  return {
    id: uuid({ msecs: delivery.receivedAt }),
    instance: delivery.instance,
    key: delivery.key,
    event: delivery.event?.slice(0, 100) ?? null,
    headers: JSON.stringify(delivery.headers),
    body: delivery.body,
    status: ignored ? 'ignored' : 'received',
    attempts: ignored || !claim ? 0 : 1,
    received_at: delivery.receivedAt,
    next_attempt_at: ignored ? null : (claim?.until ?? delivery.receivedAt),
    claimed_by: ignored ? null : (claim?.by ?? null),
    reason: delivery.ignored ?? null,
    records: '[]',
  };
}

export function decodeSummary(row: any): DeliverySummary {
  return {
    id: row.id,
    instance: row.instance,
    key: row.key,
    event: row.event,
    status: row.status,
    attempts: row.attempts,
    receivedAt: toNumber(row.received_at),
    nextAttemptAt: toNullableNumber(row.next_attempt_at),
    reason: row.reason,
    records: storedJson<string[], []>(row.records, []),
  };
}

export function decodeDelivery(row: any): Delivery {
  const headers = storedJson<Delivery['headers'], undefined>(
    row.headers,
    undefined,
  );
  return {
    ...decodeSummary(row),
    headers: headers ?? {},
    ...(!headers && { unreadable: true }),
    body: row.body,
  };
}
