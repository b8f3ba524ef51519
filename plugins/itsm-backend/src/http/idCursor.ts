import { InvalidInputError } from 'backstage-plugin-itsm-common';
import { isUuid } from '../database/isUuid';

/**
 * Cursor of a list whose rows are in the order of their ids: the id that the page ended with.
 *
 * @throws InvalidInputError when it is none.
 */
export function readIdCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !isUuid(cursor)) {
    throw new InvalidInputError(
      'This cursor is not one that a list gave out; start without a cursor.',
      {},
      'invalid_cursor',
    );
  }
  return cursor;
}
