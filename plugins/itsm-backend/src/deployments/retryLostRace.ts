import {
  LifecycleError,
  StaleVersionError,
} from 'backstage-plugin-itsm-common';

const TRIES = 3;

/**
 * Repeats a transaction that lost a race: a person may move the change between our look at it and
 * our lock of it. What they did is seen by the next try.
 */
export async function retryLostRace<T>(
  transaction: () => Promise<T>,
  tries = TRIES,
): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    const isLost =
      error instanceof LifecycleError || error instanceof StaleVersionError;
    if (!isLost || tries === 1) throw error;
    return retryLostRace(transaction, tries - 1);
  }
}
