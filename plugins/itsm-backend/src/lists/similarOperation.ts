import {
  isContainer,
  similarQuery,
  similarView,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { fullRef } from '../entities/EntityLookup';
import { op, type Mounted } from '../http/operation';
import type { ListQuery } from './listQuery';
import type { ListServices } from './ListServices';

/**
 * What may be known already: records that read like a text, those of an entity first, then those of what
 * it rests on.
 */
export function similarOperation(
  kinds: readonly KindDefinition[],
  { reader, upstream }: ListServices,
): Mounted {
  return op(
    {
      id: 'list-similar',
      method: 'get',
      path: '/v1/similar',
      summary:
        'Records of all kinds that read like a text, those of an entity and of what it rests on first',
      permission: { byRecord: 'itsm.<kind>.read' },
      query: similarQuery,
      result: similarView,
    },
    async ({ caller, query: { q, near, state, limit } }) => {
      const find = async (about: Pick<ListQuery, 'entities' | 'within'>) => {
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
      const nearest = async () =>
        ref
          ? find(isContainer(ref) ? { within: ref } : { entities: [ref] })
          : [];
      const upstreamOf = async () => {
        if (!ref) return [];
        const [, ...others] = await upstream.near([ref], caller.credentials);
        return others.length > 0 ? find({ entities: others }) : [];
      };
      const found = await Promise.all([nearest(), upstreamOf(), find({})]);
      // Each in the place where it was found first
      const all = new Map(found.flat().map(item => [item.number, item]));
      return { items: [...all.values()].slice(0, limit) };
    },
  );
}
