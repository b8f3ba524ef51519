import type { CommittedEntry } from 'backstage-plugin-itsm-node';
import { recipientsOf } from './notificationsReactor';

const GROUP = 'group:default/team-checkout';

/** An entry about a record that was given to a group, and perhaps to a person of it. */
const committed = (
  entry: object,
  record: { assignee?: string; channel?: string } = {},
) =>
  ({
    entry: {
      audience: 'public',
      actor: { type: 'user', ref: 'user:default/rita' },
      body: {},
      ...entry,
    },
    record: {
      requester: 'user:default/rita',
      assignee: null,
      channel: 'portal',
      ...record,
    },
    principals: [
      { role: 'requester', ref: 'user:default/rita' },
      { role: 'assignmentGroup', ref: GROUP },
      ...(record.assignee ? [{ role: 'assignee', ref: record.assignee }] : []),
    ],
  }) as unknown as CommittedEntry;

const MOVED = { verb: 'moved', body: { from: 'resolved', to: 'in_progress' } };
const COMMENTED = { verb: 'commented', body: { text: 'Still broken' } };

it('a group hears of what nobody in it has taken', () => {
  for (const entry of [MOVED, COMMENTED]) {
    expect(recipientsOf(committed(entry)).tell).toEqual([GROUP]);
  }
});

it('what somebody has taken is theirs', () => {
  const assignee = 'user:default/eddie';
  for (const entry of [MOVED, COMMENTED]) {
    expect(recipientsOf(committed(entry, { assignee })).tell).toEqual([
      assignee,
    ]);
  }
});

it('a group hears of no move of what its pipeline does', () => {
  const { tell } = recipientsOf(committed(MOVED, { channel: 'pipeline' }));
  expect(tell).toEqual([]);
});
