import { act, type ItsmRecord } from '../..';
import { codeOf, EDDIE, SETTINGS } from '../__testUtils__/kindTest';
import { CHEN, context, PLAN, record } from './__testUtils__/changeTest';
import { change } from './change';
import type { ChangeData } from './types';

const OLIVIA = 'user:default/olivia';
const pipeline = context('service:github', ['pipeline']);
/** Chen agreed to it. */
const approved = (
  state: string,
  data: Partial<ChangeData> = {},
): ItsmRecord<ChangeData> =>
  record(state, {
    ...PLAN,
    approvals: [
      {
        stage: 'authorize',
        approver: CHEN,
        decision: 'approved',
        decidedBy: CHEN,
      },
    ],
    ...data,
  });

describe('a change whose approver started the pipeline', () => {
  const finish = (deployer: string, type: ChangeData['type'] = 'normal') =>
    act(
      change,
      approved('implement', { deployer, type }),
      'finish',
      { result: 'success' },
      pipeline,
    ).record as ItsmRecord<ChangeData>;
  const close = (
    reviewed: ItsmRecord<ChangeData>,
    ctx: ReturnType<typeof context>,
  ) =>
    codeOf(() =>
      act(change, reviewed, 'close', { closeCode: 'successful' }, ctx),
    );

  it('is marked, and stays in review until somebody else confirms it', () => {
    const reviewed = finish(CHEN);
    expect(reviewed).toMatchObject({
      state: 'review',
      data: { selfApproved: true },
    });
    expect(close(reviewed, pipeline)).toBe('self_approved');
    expect(close(reviewed, context(CHEN, ['agent']))).toBe(
      'approver_is_implementer',
    );
    expect(close(reviewed, context(OLIVIA, ['agent']))).toBe('ok');
  });

  it('is not when somebody else ran it, or the type is not separated', () => {
    expect(finish(EDDIE).data.selfApproved).toBeUndefined();
    expect(finish(CHEN, 'emergency').data.selfApproved).toBeUndefined();
  });
});

it.each([
  ['normal', undefined, 'approver_is_implementer'],
  ['emergency', undefined, 'ok'],
  ['emergency', ['emergency'], 'approver_is_implementer'],
  ['normal', [], 'ok'],
] as const)(
  'an approver of a %s change, where %j are separated: %s',
  (type, separateImplementer, code) => {
    const chen = context(CHEN, ['agent'], {
      settings: { ...SETTINGS, separateImplementer },
    });
    const scheduled = approved('scheduled', { type });
    expect(codeOf(() => act(change, scheduled, 'implement', {}, chen))).toBe(
      code,
    );
    const voided = approved('scheduled', {
      type,
      approvals: scheduled.data.approvals!.map(each => ({
        ...each,
        voided: true,
      })),
    });
    expect(codeOf(() => act(change, voided, 'implement', {}, chen))).toBe('ok');
  },
);
