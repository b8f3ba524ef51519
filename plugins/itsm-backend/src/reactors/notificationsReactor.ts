import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  CommittedEntry,
  Principal,
  PrincipalRole,
  Reactor,
} from 'backstage-plugin-itsm-node';

/** Which principals hear of an entry, by verb and action; whoever did it never does. */
function rolesToTell({ entry, record }: CommittedEntry): PrincipalRole[] {
  if (entry.verb === 'commented') {
    return entry.audience === 'internal'
      ? ['assignee', 'assignmentGroup']
      : ['requester', 'assignee', 'watcher'];
  }
  // A team that deploys twenty times a day reads its changes on the entity's page
  if (entry.verb === 'created' && record.channel === 'pipeline') return [];
  const told: Record<string, PrincipalRole[]> = {
    created: ['assignmentGroup', 'assignee'],
    assigned: ['assignee', 'assignmentGroup'],
    approved: ['requester', 'approver', 'watcher'],
    rejected: ['requester', 'watcher'],
    moved: ['requester', 'assignee', 'approver', 'watcher'],
    judged: ['assignmentGroup', 'watcher'],
    reminded: ['assignmentGroup', 'assignee', 'watcher'],
  };
  // An edit that sends a change back to its approvers is a move to them.
  return told[entry.body.to ? 'moved' : entry.verb] ?? told[entry.verb] ?? [];
}

/** Pipelines need no notifications; and a person who may not see a note must not be told of it. */
export function recipientsOf(committed: CommittedEntry): {
  tell: string[];
  exclude: string[];
} {
  const { entry, record, principals } = committed;
  const roles = rolesToTell(committed);
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
    tell: [...new Set(tell)].filter(ref => !exclude.includes(ref)),
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

/** What the notice says; of a restricted record only that there is something about its number. */
export function noticeOf({ entry, record }: CommittedEntry) {
  const { from, to } = entry.body as { from?: string; to?: string };
  const happened = to
    ? `${from} → ${to}`.replace(/_/g, ' ')
    : entry.verb.replace(/_/g, ' ');
  return {
    title: record.restricted
      ? record.number
      : `${record.number} ${happened}: ${record.title}`,
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
): Reactor {
  return {
    name: 'notifications',
    follows: entry =>
      Boolean(entry.body.to) ||
      [
        'created',
        'assigned',
        'approved',
        'rejected',
        'moved',
        'judged',
        'reminded',
        'commented',
      ].includes(entry.verb),
    react: async committed => {
      const { tell, exclude } = recipientsOf(committed);
      if (tell.length === 0) return;
      await notifications.send({
        recipients: {
          type: 'entity',
          entityRef: tell,
          excludeEntityRef: exclude,
        },
        payload: noticeOf(committed),
      });
    },
  };
}
