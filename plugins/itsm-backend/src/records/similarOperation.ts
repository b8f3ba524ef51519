import {
  isContainer,
  similarQuery,
  similarView,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { fullRef } from '../entities/EntityLookup';
import { op, type Mounted } from '../http/operation';
import type { RecordServices } from './recordOperations';

/** What may be known already: records that read like a text, those of an entity first. */
export function similarOperation(
  kinds: readonly KindDefinition[],
  { reader }: RecordServices,
): Mounted {
  return op(
    {
      id: 'list-similar',
      method: 'get',
      path: '/v1/similar',
      summary:
        'Records of all kinds that read like a text, those of an entity first',
      permission: 'itsm.<kind>.read',
      query: similarQuery,
      result: similarView,
    },
    async ({ caller, query: { q, near, state, limit } }) => {
      const find = async (about: { entity?: string; within?: string }) => {
        const { items } = await reader.list(caller, kinds, {
          ...about,
          q,
          state,
          limit,
          sort: 'created',
          count: false,
          actions: false,
        });
        return items;
      };
      const ref = near && fullRef(near, 'component');
      const [first, others] = await Promise.all([
        ref ? find(isContainer(ref) ? { within: ref } : { entity: ref }) : [],
        find({}),
      ]);
      const known = new Set(first.map(({ number }) => number));
      return {
        items: [
          ...first,
          ...others.filter(({ number }) => !known.has(number)),
        ].slice(0, limit),
      };
    },
  );
}
