import type { RenameInput, RenameResult } from '../wire';
import { ClientPart } from './ClientPart';

/**
 * The part of the client that is about entities of the catalog.
 *
 * @public
 */
export class EntitiesClient extends ClientPart {
  /** Moves what is recorded for an entity that the catalog has under another name now. */
  rename(input: RenameInput): Promise<RenameResult> {
    return this.call('POST', '/v1/entities/rename', { body: input });
  }
}
