import { act } from '../..';
import {
  codeOf,
  contextOf,
  EDDIE,
  itFollows,
  linkTo,
  recordOf,
  RITA,
} from '../__testUtils__/kindTest';
import { review } from './review';

const TABLE = `
assign         draft     -> draft     agent
assign         in_review -> in_review agent
request_review draft     -> in_review agent requester
complete       in_review -> completed approver
send_back      in_review -> draft     approver
revert         in_review -> draft     requester
`;

const CHEN = 'user:default/chen';
const filled = {
  findings: 'The pool was too small',
  noActionsReason: 'It is bigger now',
  approvers: [CHEN, EDDIE],
  authors: [EDDIE],
};

describe('the lifecycle of a review', () => {
  itFollows(review, TABLE);

  it('is approved with findings, and a task or the reason why there is none', () => {
    const ask = (data: object, links: ReturnType<typeof linkTo>[] = []) =>
      codeOf(() =>
        act(
          review,
          recordOf(review, 'draft', { data }),
          'request_review',
          {},
          {
            ...contextOf(['agent']),
            links,
          },
        ),
      );
    expect(ask({ ...filled, findings: '' })).toBe('fields_required');
    const open = { ...filled, noActionsReason: '' };
    expect(ask(open)).toBe('action_or_reason_required');
    expect(ask(open, [linkTo('parent', 'TSK-1', { kind: 'task' }, true)])).toBe(
      'ok',
    );
    expect(ask({ ...filled, approvers: [] })).toBe('approvers_required');
    expect(ask(filled)).toBe('ok');
  });

  it('is approved by somebody who wrote none of it', () => {
    const draft = recordOf(review, 'draft', { data: filled, openedBy: RITA });
    const { record } = act(
      review,
      draft,
      'request_review',
      {},
      contextOf(['agent']),
    );
    const complete = (ref: string) =>
      codeOf(() =>
        act(
          review,
          record,
          'complete',
          {},
          contextOf(['approver'], {
            actor: { type: 'user', ref },
            ownershipRefs: [ref],
          }),
        ),
      );
    expect(complete(EDDIE)).toBe('approver_is_requester');
    expect(complete('user:default/stan')).toBe('not_asked');
    expect(complete(CHEN)).toBe('ok');
    expect(review.applyEdit(record, { findings: 'x' }, contextOf([]))).toEqual(
      expect.objectContaining({
        refused: { code: 'approved_content_is_fixed' },
      }),
    );
  });
});
