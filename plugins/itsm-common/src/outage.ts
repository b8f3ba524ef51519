import { z } from 'zod';
import { requiredText } from './fields';
import { recordQuery } from './recordQuery';
import { signalChannels } from './wire/parts';

/** Query of the days on which something was broken. @public */
export const outageQuery = recordQuery
  .pick({ entity: true, within: true, near: true })
  .extend({
    /** So many days, today the last of them. */
    days: z.coerce.number().int().min(1).max(366).default(90),
    /** IANA name of the zone in which days begin. */
    zone: requiredText(100).default('UTC'),
  });
/** @public */
export type OutageQuery = z.input<typeof outageQuery>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Days on which something was broken: those without a record are left out. @public */
export const outageView = z.object({
  /** First and last day that are told of; the first is later than asked for where there is too much. */
  from: day,
  to: day,
  days: z.array(
    z.object({
      day,
      /** Records that lasted into this day, or began on it. */
      records: z.number().int(),
      /** Of the most urgent; null: none has a priority. */
      priority: z.number().int().nullable(),
    }),
  ),
  signalChannels,
});
/** @public */
export type OutageView = z.infer<typeof outageView>;
