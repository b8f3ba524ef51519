import {
  ConflictingError,
  entityRenamePermission,
  renameInput,
  renameResult,
} from 'backstage-plugin-itsm-common';
import { op, type Mounted } from '../http/operation';
import type { Records } from '../records/Records';
import type { Room } from '../room';
import { fullRef, type EntityLookup } from './EntityLookup';
import { renameEntity } from './renameEntity';

/** What administrators do about entities. */
export const entityOperations = (o: {
  records: Records;
  entities: EntityLookup;
  rooms: readonly Room[];
  now: () => number;
}): Mounted[] => [
  op(
    {
      id: 'rename-entity',
      method: 'post',
      path: '/v1/entities/rename',
      summary:
        'Move what is recorded for an entity that the catalog has under another name now',
      permission: entityRenamePermission,
      audited: ['from', 'to'],
      body: renameInput,
      result: renameResult,
    },
    async ({ caller, body }) => {
      const [from, to] = [fullRef(body.from), fullRef(body.to)];
      await o.entities.require([to], caller.credentials);
      const found = await o.entities.resolve([from]);
      if (found.has(from)) {
        throw new ConflictingError(
          `'${from}' is still in the catalog. Rename or remove it there first.`,
          { code: 'entity_still_exists', params: { ref: from } },
        );
      }
      return renameEntity(
        o.records,
        { from, to, by: caller.actor.ref, at: o.now() },
        o.rooms,
      );
    },
  ),
];
