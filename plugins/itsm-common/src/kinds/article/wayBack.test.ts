import type { ActContext } from '../..';
import { AT, codeOf, EDDIE, RITA, SYSTEM } from '../__testUtils__/kindTest';
import {
  DAY,
  CHEN,
  chen,
  LATER,
  REASON,
  draft,
  perform,
  edit,
  publish,
} from './__testUtils__/articleTest';
import { article } from './article';

describe('what was begun with an article', () => {
  it('is taken back by whoever asked, and nobody is asked any more', () => {
    const asked = perform(draft(), 'request_review').record;
    const publishAt = new Date(AT + DAY).toISOString();
    const scheduled = perform(asked, 'publish', { publishAt }, chen).record;
    for (const record of [asked, scheduled]) {
      const back = perform(record, 'revert', REASON);
      expect(back.record).toMatchObject({
        state: 'draft',
        data: { publishAt: null, approvals: [{ voided: true }] },
      });
      expect(back.timers).toEqual([{ name: 'publication', dueAt: null }]);
      expect(article.principals!(back.record)).toEqual([]);
      expect(edit(back.record, { description: 'x' }).refused).toBeUndefined();
    }
    const next = perform(publish(draft()).record, 'check_out').record;
    const askedAgain = perform(next, 'request_update').record;
    const { record } = perform(askedAgain, 'revert_update', REASON);
    expect(record.data.draft).toMatchObject({ state: 'draft' });
    expect(article.principals!(record)).toEqual([]);
    expect(edit(record, { description: 'x' }).refused).toBeUndefined();
    expect(codeOf(() => perform(record, 'request_update'))).toBe('ok');
  });

  it('is not given up while its next version is written', () => {
    const out = perform(publish(draft()).record, 'check_out').record;
    for (const record of [out, perform(out, 'request_update').record]) {
      expect(codeOf(() => perform(record, 'request_retirement', REASON))).toBe(
        'article_has_draft',
      );
    }
    const { record } = perform(out, 'discard_draft');
    expect(codeOf(() => perform(record, 'request_retirement', REASON))).toBe(
      'ok',
    );
  });

  it('is valid for longer when that is approved, not when it is typed', () => {
    const out = perform(publish(draft()).record, 'check_out').record;
    const validTo = AT + 500 * DAY;
    const input = { validTo: new Date(validTo).toISOString() };
    const { record } = edit(out, input);
    expect(record.data).toMatchObject({
      validTo: AT + 365 * DAY,
      draft: { validTo },
    });
    const asked = perform(record, 'request_update').record;
    const updated = perform(asked, 'publish_update', {}, chen);
    expect(updated.record.data).toMatchObject({ validTo, draft: null });
    expect(updated.entries[0].body).toMatchObject({
      fields: {
        description: ['Turn it off', 'Turn it off'],
        validTo: [
          new Date(AT + 365 * DAY).toISOString(),
          new Date(validTo).toISOString(),
        ],
      },
    });
    const unchanged = perform(
      perform(out, 'request_update').record,
      'publish_update',
      {},
      chen,
    );
    expect(unchanged.entries[0].body).not.toHaveProperty('fields.validTo');
    expect(updated.timers).toContainEqual({
      name: 'expiry',
      action: 'expire',
      dueAt: validTo,
    });
    const { record: open } = edit(out, { validTo: null });
    const renewed = perform(
      perform(open, 'request_update').record,
      'publish_update',
      {},
      { ...chen, at: AT + DAY },
    );
    expect(renewed.record.data.validTo).toBe(AT + 366 * DAY);
    const early = { ...SYSTEM, at: AT + 364 * DAY };
    expect(codeOf(() => perform(out, 'expire', {}, early))).toBe('still_valid');
    expect(codeOf(() => perform(out, 'expire', {}, LATER))).toBe('ok');
  });

  it('is not approved by whoever set nothing but until when it is valid', () => {
    const out = perform(publish(draft()).record, 'check_out').record;
    const input = { validTo: new Date(AT + 500 * DAY).toISOString() };
    const { record } = edit(out, input, CHEN);
    const asked = perform(record, 'request_update').record;
    expect(codeOf(() => perform(asked, 'publish_update', {}, chen))).toBe(
      'approver_is_requester',
    );
    expect(codeOf(() => publish(edit(draft(), input, CHEN).record))).toBe(
      'approver_is_requester',
    );
    const { record: filed } = edit(out, { category: 'Runbooks' }, CHEN);
    const asking = perform(filed, 'request_update').record;
    expect(codeOf(() => perform(asking, 'publish_update', {}, chen))).toBe(
      'ok',
    );
  });

  it('begins again with what was written of its next version', () => {
    const out = perform(publish(draft()).record, 'check_out').record;
    const { record: written } = edit(out, {
      title: 'Restart checkout',
      description: 'Better',
    });
    const asked = perform(written, 'request_update').record;
    const { record: outdated } = perform(asked, 'expire', {}, LATER);
    expect(outdated).toMatchObject({
      description: 'Turn it off',
      data: { draft: { description: 'Better', state: 'draft' } },
    });
    expect(article.principals!(outdated)).toEqual([]);
    const adam = { ...chen, actor: { type: 'user', ref: RITA } } as ActContext;
    const { record, entries } = perform(outdated, 'restore', REASON, adam);
    expect(record).toMatchObject({
      state: 'draft',
      title: 'Restart checkout',
      description: 'Better',
      data: { version: '1.03', draft: null, authors: [EDDIE, RITA] },
    });
    expect(entries[0].body).toMatchObject({
      fields: {
        title: ['How to restart checkout', 'Restart checkout'],
        description: ['Turn it off', 'Better'],
      },
    });
    expect(edit(record, { description: 'Best' }).record).toMatchObject({
      description: 'Best',
      data: { version: '1.04' },
    });
    expect(publish(record).record).toMatchObject({
      state: 'published',
      description: 'Better',
      data: { version: '2.00' },
    });
  });

  it('that nobody looked at in time waits for nobody', () => {
    const { record: published } = publish(draft());
    const asked = perform(published, 'request_retirement', REASON).record;
    expect(article.principals!(asked)).toHaveLength(1);
    const { record } = perform(asked, 'expire', {}, LATER);
    expect(article.principals!(record)).toEqual([]);
    // As it is in a record that expired before that was so
    const left = { ...asked, state: 'outdated' };
    const { record: restored } = perform(left, 'restore', REASON, chen);
    expect(article.principals!(restored)).toEqual([]);
  });
});
