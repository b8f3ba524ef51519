import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { itsmTimeServiceRef } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { assertDevelopment } from '../assertDevelopment';
import { DemoClock } from './DemoClock';
import { startOfHistory } from './script/calendar';
import { StoryBook } from './StoryBook';

const MOST_MONTHS = 12;

/**
 * `demo.history`: how many months are told; none where `demo.records` is false.
 *
 * @throws Error when it is no number of months.
 */
export function readMonths(config: Config): number {
  if (config.getOptionalBoolean('demo.records') === false) return 0;
  const months = config.getOptionalNumber('demo.history') ?? MOST_MONTHS;
  if (!Number.isInteger(months) || months < 0 || months > MOST_MONTHS) {
    throw new Error(
      `demo.history: ${months} is not a number of months from 0 to ${MOST_MONTHS}`,
    );
  }
  return months;
}

/**
 * The clock that a start begins with: that of the history where it was stopped, or its beginning
 * in a portal without records; otherwise the real time.
 */
export async function openDemoClock(
  config: Config,
  knex: Knex,
): Promise<DemoClock> {
  const book = await StoryBook.open(knex);
  const { progress } = book;
  if (progress) {
    const isTelling = book.isUnfinished && !progress.storiesBegan;
    return new DemoClock(book, isTelling ? progress.at : undefined);
  }
  const months = readMonths(config);
  const hasRecords =
    (await knex.schema.hasTable('records')) &&
    (await knex('records').first('id')) !== undefined;
  if (months === 0 || hasRecords) return new DemoClock(book);
  return new DemoClock(book, startOfHistory(Date.now(), months));
}

/**
 * Gives the engine of the demo portal a clock that starts in the past. Like the demo sign-in it
 * refuses production.
 */
export const demoClockFactory = createServiceFactory({
  service: itsmTimeServiceRef,
  deps: {
    config: coreServices.rootConfig,
    database: coreServices.database,
  },
  async factory({ config, database }) {
    assertDevelopment(config, process.env.NODE_ENV);
    return openDemoClock(config, await database.getClient());
  },
});
