import type { SharedVerb } from 'backstage-plugin-itsm-common';
import type { CommittedEntry, PrincipalRole } from 'backstage-plugin-itsm-node';

/** A verb of timelines. */
export interface TimelineVerb {
  /** A participle in lower case. Unique in the installation. */
  name: string;
  /** Roles of those who are notified of such an entry; left out: nobody. Whoever did it never is. */
  notifies?:
    | readonly PrincipalRole[]
    | ((committed: CommittedEntry) => readonly PrincipalRole[]);
}

/** What nobody has taken is the group's. */
const workers = ({ record }: CommittedEntry): PrincipalRole[] =>
  record.assignee || record.channel === 'pipeline'
    ? ['assignee']
    : ['assignee', 'assignmentGroup'];

const NOTIFIES: Record<SharedVerb, TimelineVerb['notifies']> = {
  // A team that deploys twenty times a day reads its changes on the entity's page
  created: ({ record }) =>
    record.channel === 'pipeline' ? [] : ['assignmentGroup', 'assignee'],
  edited: undefined,
  moved: committed => [
    'requester',
    ...workers(committed),
    'approver',
    'watcher',
  ],
  acknowledged: undefined,
  assigned: ['assignee', 'assignmentGroup'],
  commented: committed =>
    committed.entry.audience === 'internal'
      ? ['assignee', 'assignmentGroup']
      : ['requester', ...workers(committed), 'watcher'],
  amended: undefined,
  linked: undefined,
  unlinked: undefined,
  attached: undefined,
  approved: ['requester', 'approver', 'watcher'],
  rejected: ['requester', 'watcher'],
  judged: ['assignmentGroup', 'watcher'],
  deployed: undefined,
  reminded: ['assignmentGroup', 'assignee', 'watcher'],
  redacted: undefined,
};

/** Those that every timeline has. */
export const sharedVerbs: readonly TimelineVerb[] = Object.entries(
  NOTIFIES,
).map(([name, notifies]) => ({ name, notifies }));
