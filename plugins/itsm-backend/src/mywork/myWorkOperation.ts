import {
  myWorkView,
  type KindDefinition,
  type MyWorkView,
  type RecordPage,
} from 'backstage-plugin-itsm-common';
import type { PrincipalRole } from 'backstage-plugin-itsm-node';
import { op, type Mounted } from '../http/operation';
import type { ListQuery } from '../lists/listQuery';
import type { AuthorizedRecords } from '../callers/AuthorizedRecords';

/** As many of each as somebody looks at; the lists have the rest. */
const LIMIT = 10;

const SECTIONS: Record<
  keyof MyWorkView,
  {
    roles: readonly PrincipalRole[];
    sort: ListQuery['sort'];
    /** A decision, or somebody's work, may be about the next version of what is in use. */
    settled?: true;
  }
> = {
  approvals: { roles: ['approver'], sort: 'created', settled: true },
  assigned: { roles: ['assignee'], sort: 'created', settled: true },
  team: { roles: ['assignmentGroup'], sort: 'priority' },
  requested: { roles: ['requester', 'openedBy'], sort: 'created' },
};

/** States in which a record is open and asks nothing of anybody. */
const settledOf = (kinds: readonly KindDefinition[]): ListQuery['notIn'] =>
  kinds.flatMap(({ name, states }) =>
    Object.keys(states)
      .filter(state => states[state].settled)
      .map(state => ({ kind: name, state })),
  );

/** What the caller owes and waits for, in one answer: a statement for each part of it. */
export function myWorkOperation(
  kinds: readonly KindDefinition[],
  { reader }: { reader: AuthorizedRecords },
): Mounted {
  const inUse = settledOf(kinds);
  return op(
    {
      id: 'get-my-work',
      method: 'get',
      path: '/v1/my-work',
      summary: 'What the caller owes, decides and waits for, of all kinds',
      permission: { byRecord: 'itsm.<kind>.read' },
      result: myWorkView,
    },
    async ({ caller }) => {
      const sections = await Promise.all(
        Object.entries(SECTIONS).map(
          async ([name, { roles, sort, settled }]): Promise<
            [string, RecordPage]
          > => [
            name,
            await reader.list(caller, kinds, {
              mine: roles,
              notIn: settled ? undefined : inUse,
              state: 'open',
              sort,
              limit: LIMIT,
              count: true,
              actions: false,
            }),
          ],
        ),
      );
      return Object.fromEntries(sections) as MyWorkView;
    },
  );
}
