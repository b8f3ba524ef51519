import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  CommittedEntry,
  Principal,
  Reactor,
} from 'backstage-plugin-itsm-node';
import { sharedVerbs, type TimelineVerb } from '../timeline/TimelineVerb';

/** They tell more than that the state is another one. */
const OWN_NOTICE: readonly string[] = ['created', 'commented'];

/** Which principals hear of an entry; whoever did it never does. */
function rolesToTell(
  committed: CommittedEntry,
  verbs: readonly TimelineVerb[],
): readonly string[] {
  const { entry } = committed;
  // An edit that sends a change back to its approvers is a move to them
  const isMove = entry.body.to && !OWN_NOTICE.includes(entry.verb);
  const happened = isMove ? 'moved' : entry.verb;
  const notifies = verbs.find(({ name }) => name === happened)?.notifies ?? [];
  return typeof notifies === 'function' ? notifies(committed) : notifies;
}

/** Whom the entry calls; who is not told of what has become restricted since is left out. */
function mentionedIn({
  entry,
  isPrivate,
  principals,
}: CommittedEntry): string[] {
  const mentions = (entry.body.mentions ?? []) as string[];
  return mentions.filter(
    ref => !isPrivate || principals.some(p => p.ref === ref),
  );
}

/** Pipelines need no notifications; and a person who may not see a note must not be told of it. */
export function recipientsOf(
  committed: CommittedEntry,
  verbs = sharedVerbs,
): {
  tell: string[];
  /** Those among them whom its text calls hear that instead. */
  mentioned: string[];
  exclude: string[];
} {
  const { entry, record, principals } = committed;
  const { isPrivate } = committed;
  // Watching shows nobody what is private; of what is restricted they hear the number alone
  const roles = rolesToTell(committed, verbs).filter(
    role => role !== 'watcher' || !isPrivate || record.restricted,
  );
  const mentioned = mentionedIn(committed);
  const isPerson = ({ ref }: Principal) => /^(user|group):/.test(ref);
  const tell = principals
    .filter(p => roles.includes(p.role) && isPerson(p))
    .map(p => p.ref);
  const exclude = [
    ...(entry.actor ? [entry.actor.ref] : []),
    // Also when the requester is a member of the group that is told.
    ...(entry.audience === 'internal' ? [record.requester] : []),
  ].filter(ref => ref.startsWith('user:'));
  return {
    tell: [...new Set(tell)].filter(
      ref => !exclude.includes(ref) && !mentioned.includes(ref),
    ),
    mentioned: mentioned.filter(ref => !exclude.includes(ref)),
    exclude,
  };
}

const SEVERITY = {
  1: 'critical',
  2: 'high',
  3: 'normal',
  4: 'low',
  5: 'low',
} as const;

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);

/** What the notice says; of a restricted record only that there is something about its number. */
function noticeOf({ entry, record }: CommittedEntry, isMention = false) {
  const { from, to } = entry.body as { from?: string; to?: string };
  const happened = to
    ? `${from} → ${to}`.replace(/_/g, ' ')
    : entry.verb.replace(/_/g, ' ');
  const title = isMention
    ? `${nameOf(entry.actor?.ref ?? 'somebody')} mentioned you in ${record.number}: ${record.title}`
    : `${record.number} ${happened}: ${record.title}`;
  return {
    title: record.restricted ? record.number : title,
    link: `/itsm/r/${record.number}#e-${entry.id}`,
    severity: SEVERITY[record.priority ?? 3],
    topic: `itsm:${record.kind}`,
    // A repeated try after a crash updates the notice instead of telling twice.
    scope: entry.id,
  };
}

/** Tells principals through Backstage's notifications. */
export function notificationsReactor(
  notifications: NotificationService,
  verbs: () => readonly TimelineVerb[],
): Reactor {
  return {
    name: 'notifications',
    follows: entry =>
      Boolean(entry.body.to) ||
      Boolean(entry.body.mentions) ||
      verbs().some(({ name, notifies }) => notifies && name === entry.verb),
    react: async committed => {
      const { tell, mentioned, exclude } = recipientsOf(committed, verbs());
      // The call comes last: it is what a member of a group that is told otherwise goes by
      for (const [entityRef, isMention] of [
        [tell, false],
        [mentioned, true],
      ] as const) {
        if (entityRef.length === 0) continue;
        await notifications.send({
          recipients: {
            type: 'entity',
            entityRef,
            excludeEntityRef: exclude,
          },
          payload: noticeOf(committed, isMention),
        });
      }
    },
  };
}
