import {
  InvalidInputError,
  MAX_MENTIONS,
  mentionOf,
  mentionsIn,
  replaceMentions,
  type Audience,
  type EntryDraft,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Principal, PrincipalRole } from 'backstage-plugin-itsm-node';
import type { EntityLookup } from '../entities/EntityLookup';
import type { Caller } from '../access/Caller';
import { isOnlyWatching } from '../access/criteria';

/** Somebody whom a text calls, by a full ref, with the refs under which records may know them. */
export interface Mentioned {
  ref: string;
  /** A person's own ref and groups, or a group. */
  refs: readonly string[];
}

/**
 * A text with its mentions spelled in one way, and those of them that the catalog knows and the
 * caller can see. Asks nothing when there are none.
 *
 * @throws InvalidInputError for more names than anybody calls.
 */
export async function resolveMentions(
  entities: EntityLookup,
  caller: Caller,
  text: string,
): Promise<{ text: string; mentioned: Mentioned[] }> {
  const refs = mentionsIn(text);
  if (refs.length === 0) return { text, mentioned: [] };
  if (refs.length > MAX_MENTIONS) {
    throw new InvalidInputError(
      `${refs.length} people and groups are mentioned; ${MAX_MENTIONS} are the most.`,
      { found: refs.length, max: MAX_MENTIONS },
      'too_many_mentions',
    );
  }
  return {
    text: replaceMentions(text, mentionOf),
    mentioned: await entities.people(refs, caller.credentials),
  };
}

/** Who is taken for a reader of internal notes: those who work on the record. */
const WORKERS: readonly PrincipalRole[] = [
  'assignee',
  'assignmentGroup',
  'owner',
];

/**
 * Whether somebody is told of an entry that mentions them. The policy can't be asked about a person
 * who is not there, so a part in the record has to do, as with every other notice; unless the
 * installation says that everybody reads what is not restricted.
 */
export function isTold(
  { ref, refs }: Mentioned,
  o: {
    record: Pick<ItsmRecord, 'requester' | 'restricted'>;
    principals: readonly Principal[];
    audience: Audience;
    everybodyReads: boolean;
  },
): boolean {
  const roles = o.principals
    .filter(principal => refs.includes(principal.ref))
    .map(({ role }) => role);
  if (o.audience === 'internal') {
    return (
      ref !== o.record.requester && roles.some(role => WORKERS.includes(role))
    );
  }
  return (
    roles.some(
      role =>
        role !== 'container' &&
        !(o.record.restricted && isOnlyWatching({ role })),
    ) ||
    (o.everybodyReads && !o.record.restricted)
  );
}

/** Those whom the first of the entries calls and nobody called before. */
export function newlyMentioned(
  mentioned: readonly Mentioned[],
  o: {
    entry: EntryDraft;
    actor: string;
    /** Undefined for a new record. */
    before?: ItsmRecord;
    after: ItsmRecord;
  },
): Mentioned[] {
  const said = o.entry.body.text;
  const isSaid =
    ['commented', 'amended'].includes(o.entry.verb) && typeof said === 'string';
  const known = isSaid ? '' : (o.before?.description ?? '');
  const called = mentionsIn(isSaid ? said : o.after.description);
  const old = mentionsIn(known);
  return mentioned.filter(
    ({ ref }) => called.includes(ref) && !old.includes(ref) && ref !== o.actor,
  );
}
