import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  InvalidInputError,
  isOpen,
  type KindDefinition,
  type recordQuery,
} from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
import { fullRef } from '../entities/EntityLookup';
import type { Upstream } from '../entities/Upstream';
import { MINE, type ListQuery } from './listQuery';

const ref = (value: string | undefined, kind: string) =>
  value === undefined ? undefined : fullRef(value, kind);

type Asked = Omit<
  z.output<typeof recordQuery>,
  'cursor' | 'limit' | 'count' | 'actions' | 'texts'
>;

/** More than one record affects, and few enough to ask the catalog for. */
const MAX_REFS = 10;

/** Who asks, and where it is found what entities rest on. */
interface Asking {
  upstream: Upstream;
  credentials: BackstageCredentials;
}

/** Full refs of a list with commas between them. @throws InvalidInputError */
function refsOf(list: string): string[] {
  const refs = list.split(',').map(each => fullRef(each.trim(), 'component'));
  if (refs.length <= MAX_REFS) return [...new Set(refs)];
  throw new InvalidInputError(
    `near: at most ${MAX_REFS} entities.`,
    { max: MAX_REFS },
    'too_many_entities',
  );
}

/**
 * What a query of the API asks of a list of these kinds; its page aside.
 *
 * @throws InvalidInputError when the refs are none, when it asks for what can't be together, and for a set of
 *   states that the kind does not have.
 */
export const listQueryOf = async (
  q: Asked,
  kinds: readonly KindDefinition[],
  o: Asking,
) => ({
  ...statesOf(q, kinds),
  q: q.q?.trim() || undefined,
  priority: q.priority,
  priorityUpTo: q.priorityUpTo,
  unassigned: q.unassigned === 'true',
  unowned: q.unowned === 'true',
  sort: q.sort,
  ...(await aboutOf(q, o)),
  assignee: ref(q.assignee, 'user'),
  group: ref(q.group, 'group'),
  desk: q.desk,
  mine: q.mine && MINE[q.mine],
});

/** What the records of a list are about. @throws InvalidInputError as `listQueryOf` */
export const aboutOf = async (
  q: Pick<Asked, 'entity' | 'near' | 'within'>,
  o: Asking,
) => ({
  ...(await entitiesOf(q, o)),
  within: ref(q.within, 'system'),
});

function statesOf(
  { state, only }: Pick<Asked, 'state' | 'only'>,
  kinds: readonly KindDefinition[],
): Pick<ListQuery, 'state' | 'states' | 'mark'> {
  if (only === undefined) return { state };
  const [kind] = kinds;
  const { stateSets: sets = {}, marks = {} } = kinds.length === 1 ? kind : {};
  if (Object.hasOwn(marks, only)) return { state, mark: only };
  const states = Object.hasOwn(sets, only) ? sets[only] : undefined;
  if (!states) {
    throw new InvalidInputError(
      `only: '${only}' is nothing that this list has a name for.`,
      { only, known: [...Object.keys(sets), ...Object.keys(marks)] },
      'unknown_state_set',
    );
  }
  // What is open is a range of each index, so nothing that is done has to be looked at
  return states.every(each => isOpen(kind, each))
    ? { state: 'open', states: state === 'closed' ? [] : states }
    : { state, states };
}

async function entitiesOf(
  { entity, near }: Pick<Asked, 'entity' | 'near'>,
  o: Asking,
): Promise<Pick<ListQuery, 'entities' | 'followed'>> {
  if (entity && near) {
    throw new InvalidInputError(
      'Ask for entity or for near, not for both.',
      {},
      'contradicting_filters',
    );
  }
  const followed = near
    ? refsOf(near)
    : entity && [fullRef(entity, 'component')];
  if (!followed) return {};
  return {
    entities: near ? await o.upstream.near(followed, o.credentials) : followed,
    followed,
  };
}
