import { itFollows } from '../__testUtils__/itFollows';
import { AT, codeOf, SYSTEM } from '../__testUtils__/kindTest';
import {
  DAY,
  CHEN,
  agent,
  chen,
  LATER,
  draft,
  perform,
  edit,
  publish,
} from './__testUtils__/articleTest';
import { article } from './article';

const TABLE = `
assign             draft              -> draft              agent
assign             review             -> review             agent
assign             published          -> published          agent
request_review     draft              -> review             agent requester
publish            review             -> published          approver
publish            review             -> scheduled          approver
release            scheduled          -> published          system
send_back          review             -> draft              approver
revert             review             -> draft              agent requester
revert             scheduled          -> draft              agent requester
check_out          published          -> published          agent     | alone
discard_draft      published          -> published          agent     | drafted asked
request_update     published          -> published          agent     | drafted
publish_update     published          -> published          approver  | asked
send_back_update   published          -> published          approver  | asked
revert_update      published          -> published          agent     | asked
request_retirement published          -> pending_retirement agent
retire             pending_retirement -> retired            approver
keep               pending_retirement -> published          approver
remind_of_expiry   published          -> published          system
expire             published          -> outdated           system
expire             pending_retirement -> outdated           system
restore            retired            -> draft              manager
restore            outdated           -> draft              manager
`;

/** What there may be beside what is read: nothing, a next version, or one that somebody decides on. */
const CASES = {
  alone: {},
  drafted: { draft: { state: 'draft' } },
  asked: { draft: { state: 'review' } },
};

describe('the lifecycle of an article', () => {
  itFollows(article, TABLE, CASES);

  it('counts drafts after the point, and what is published before it', () => {
    const { record: second } = edit(draft(), {
      description: 'Turn it off and on',
    });
    expect(second.data.version).toBe('0.02');
    const { record, timers } = publish(second);
    expect(record).toMatchObject({
      state: 'published',
      description: 'Turn it off and on',
      data: { version: '1.00', publishedAt: AT, validTo: AT + 365 * DAY },
    });
    expect(timers).toEqual([
      { name: 'expiry', action: 'expire', dueAt: AT + 365 * DAY },
      {
        name: 'expiry_warning',
        action: 'remind_of_expiry',
        dueAt: AT + 335 * DAY,
      },
    ]);
  });

  it('needs somebody who approves it, wrote none of it, and something to be found by', () => {
    const ask = (data: object, ctx = agent) =>
      codeOf(() => perform(draft(data), 'request_review', {}, ctx));
    expect(ask({ approvers: [] })).toBe('approvers_required');
    expect(ask({}, { ...agent, links: [] })).toBe('entity_or_topic_required');
    const filed = { ...draft({}), category: 'Runbooks' };
    expect(
      codeOf(() =>
        perform(filed, 'request_review', {}, { ...agent, links: [] }),
      ),
    ).toBe('ok');
    const { record } = edit(draft(), { description: 'x' }, CHEN);
    expect(codeOf(() => publish(record))).toBe('approver_is_requester');
    const asked = perform(draft(), 'request_review').record;
    expect(edit(asked, { description: 'x' }).refused).toBe(
      'approved_content_is_fixed',
    );
    expect(edit(asked, { requester: CHEN }).refused).toBe(
      'approved_content_is_fixed',
    );
    expect(edit(asked, { category: 'Runbooks' }).refused).toBeUndefined();
  });

  it('is published at its date', () => {
    const asked = perform(draft(), 'request_review').record;
    const at = (ms: number) => ({ publishAt: new Date(ms).toISOString() });
    expect(codeOf(() => perform(asked, 'publish', at(AT), chen))).toBe(
      'publish_in_the_past',
    );
    const { record, timers } = perform(asked, 'publish', at(AT + DAY), chen);
    expect(record.state).toBe('scheduled');
    expect(timers).toEqual([
      { name: 'publication', action: 'release', dueAt: AT + DAY },
    ]);
    const released = perform(
      record,
      'release',
      {},
      { ...SYSTEM, at: AT + DAY },
    );
    expect(released.record).toMatchObject({
      state: 'published',
      data: { version: '1.00', publishedAt: AT + DAY },
    });
  });

  it('stays as it is read while its next version is written', () => {
    const { record: published } = publish(draft());
    expect(edit(published, { description: 'x' }).refused).toBe(
      'check_out_first',
    );
    const out = perform(published, 'check_out').record;
    expect(codeOf(() => perform(out, 'check_out'))).toBe('illegal_transition');
    const restored = perform(published, 'check_out', { description: 'Old' });
    expect(restored.record.data.draft).toMatchObject({
      title: 'How to restart checkout',
      description: 'Old',
      version: '1.01',
    });
    const { record: written } = edit(out, { description: 'Better' });
    expect(written).toMatchObject({
      description: 'Turn it off',
      data: {
        version: '1.00',
        draft: { version: '1.02', description: 'Better' },
      },
    });
    const asked = perform(written, 'request_update').record;
    expect(edit(asked, { description: 'y' }).refused).toBe(
      'approved_content_is_fixed',
    );
    const back = perform(asked, 'send_back_update', { reason: 'Why?' }, chen);
    expect(back.record.data).toMatchObject({ draft: { state: 'draft' } });
    const updated = perform(asked, 'publish_update', {}, chen);
    expect(updated.record).toMatchObject({
      state: 'published',
      description: 'Better',
      data: { version: '2.00', draft: null },
    });
    const renamed = edit(out, { title: 'Restart checkout' }).record;
    const published2 = perform(
      perform(renamed, 'request_update').record,
      'publish_update',
      {},
      chen,
    );
    expect(published2.entries[0].body).toMatchObject({
      fields: { title: ['How to restart checkout', 'Restart checkout'] },
    });
    expect(updated.entries[0].body).toMatchObject({
      fields: { description: ['Turn it off', 'Better'] },
    });
    expect(perform(asked, 'discard_draft').record.data.draft).toBeNull();
  });

  it('ends when its time is over or somebody agrees, and comes back as a draft', () => {
    const { record: published } = publish(draft());
    const reason = { reason: 'Checkout is gone' };
    const asked = perform(published, 'request_retirement', reason).record;
    const kept = perform(asked, 'keep', { reason: 'It is not' }, chen).record;
    const other = { ...reason, successor: 'KB-000009' };
    const replaced = perform(published, 'request_retirement', other).record;
    expect(
      perform(replaced, 'keep', { reason: 'No' }, chen).links.remove,
    ).toMatchObject([{ ref: 'KB-000009' }]);
    expect(kept).toMatchObject({
      state: 'published',
      data: { retireReason: null },
    });
    const { record: retired, timers } = perform(asked, 'retire', {}, chen);
    expect(retired).toMatchObject({ state: 'retired', closedAt: AT });
    expect(timers.map(({ dueAt }) => dueAt)).toEqual([null, null]);
    const outdated = perform(published, 'expire', {}, LATER).record;
    expect(outdated.state).toBe('outdated');
    expect(perform(outdated, 'restore', reason, chen).record).toMatchObject({
      state: 'draft',
      closedAt: null,
      data: { version: '1.01', publishedAt: null, validTo: null },
    });
  });
});
