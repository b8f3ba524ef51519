import { act, type ActContext, type ItsmRecord } from '../../..';
import {
  AT,
  contextOf,
  EDDIE,
  recordOf,
  SYSTEM,
} from '../../__testUtils__/kindTest';
import { article } from '../article';

export const DAY = 86_400_000;
export const CHEN = 'user:default/chen';
export const agent = contextOf(['agent']);
export const chen = contextOf(['approver', 'manager'], {
  actor: { type: 'user', ref: CHEN },
  ownershipRefs: [CHEN],
});

/** The clock, after the article's time is over. */
export const LATER = { ...SYSTEM, at: AT + 366 * DAY };
export const REASON = { reason: 'The wrong port' };

export const draft = (data: object = {}): ItsmRecord<any> =>
  recordOf(article, 'draft', {
    title: 'How to restart checkout',
    description: 'Turn it off',
    data: { version: '0.01', authors: [EDDIE], approvers: [CHEN], ...data },
  });
export const perform = (
  record: ItsmRecord<any>,
  action: string,
  input: object = {},
  ctx: ActContext = agent,
) => act(article, record, action, input, ctx);
export const edit = (record: ItsmRecord<any>, input: object, by = EDDIE) => {
  const { patch, refused } = article.applyEdit(
    record,
    input,
    contextOf([], { actor: { type: 'user', ref: by } }),
  );
  return {
    refused: refused?.code,
    record: {
      ...record,
      ...patch,
      data: { ...record.data, ...patch.data },
    } as ItsmRecord<any>,
  };
};
export const publish = (record: ItsmRecord<any>) =>
  perform(perform(record, 'request_review').record, 'publish', {}, chen);
