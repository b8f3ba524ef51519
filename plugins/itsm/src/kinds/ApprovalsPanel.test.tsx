import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import type { Approval } from 'backstage-plugin-itsm-common';
import { fakeServer, record } from '../__testing__/fakeServer';
import { ApprovalsPanel } from './ApprovalsPanel';
import { ChangeApprovals } from './change/ChangeApprovals';

const approval = (patch: Partial<Approval>): Approval => ({
  stage: 'assess',
  approver: 'user:default/chen',
  ...patch,
});

async function show(approvals: Approval[]) {
  await renderInTestApp(
    <ApprovalsPanel record={record({ fields: { approvals } })} />,
    fakeServer({}),
  );
}

it.each([
  ['an approval that is void', { voided: true, decision: 'approved' }, 'Void'],
  ['a request that is void', { voided: true }, 'Void'],
  [
    'the rejection that made the others void',
    { voided: true, decision: 'rejected' },
    'Rejected',
  ],
  ['an approval', { decision: 'approved' }, 'Approved'],
] as const)('draws %s as such', async (_what, patch, word) => {
  await show([approval(patch)]);
  expect(screen.getByText(word)).toBeInTheDocument();
});

it.each([
  ['normal', 1],
  ['standard', 0],
])(
  'says for a %s change whether somebody has to be named',
  async (type, found) => {
    await renderInTestApp(
      <ChangeApprovals record={record({ fields: { type } })} />,
      fakeServer({}),
    );
    expect(
      screen.queryAllByText('Nobody is named as approver yet.'),
    ).toHaveLength(found);
  },
);
