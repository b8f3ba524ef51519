import { act, type ItsmRecord, type Neighbour } from '../..';
import { itFollows } from '../__testUtils__/itFollows';
import {
  AT,
  codeOf,
  contextOf,
  EDDIE,
  linkTo,
  recordOf,
  RITA,
  SYSTEM,
} from '../__testUtils__/kindTest';
import { problem } from './problem';

/** Problem management as ITIL practice and the product's specification write it. */
const TABLE = `
assign              new             -> new             agent
assign              assess          -> assess          agent
assign              rca             -> rca             agent
assign              known_error     -> known_error     agent
assign              fix_in_progress -> fix_in_progress agent
assess              new             -> assess          agent
confirm             assess          -> rca             agent
mark_duplicate      assess          -> closed          agent
cancel              assess          -> canceled        agent
publish_known_error rca             -> known_error     agent
start_fix           rca             -> fix_in_progress agent
start_fix           known_error     -> fix_in_progress agent
note_fix         fix_in_progress -> fix_in_progress system
resolve             fix_in_progress -> resolved        agent
close               resolved        -> closed          agent
accept_risk         rca             -> closed          manager
accept_risk         known_error     -> closed          manager
remind_of_risk      closed          -> closed          system
reanalyze           resolved        -> rca             manager
reanalyze           closed          -> rca             manager
reanalyze           canceled        -> rca             manager
override_priority   new             -> new             manager
override_priority   assess          -> assess          manager
override_priority   rca             -> rca             manager
override_priority   known_error     -> known_error     manager
override_priority   fix_in_progress -> fix_in_progress manager
`;

const agent = contextOf(['agent']);
const manager = contextOf(['manager'], {
  actor: { type: 'user', ref: 'user:default/mona' },
});
const perform = (
  state: string,
  action: string,
  input: object = {},
  { data = {}, ctx = agent }: { data?: object; ctx?: typeof agent } = {},
) => act(problem, recordOf(problem, state, { data }), action, input, ctx);
const refusal = (...given: Parameters<typeof perform>) =>
  codeOf(() => perform(...given));
const withLinks = (...links: ReturnType<typeof linkTo>[]) => ({
  ...agent,
  links: [...agent.links, ...links],
});

describe('the lifecycle of a problem', () => {
  itFollows(problem, TABLE);

  it('is assessed with an entity, and an incident or the word that it is proactive', () => {
    expect(refusal('new', 'assess')).toBe('incident_or_proactive_required');
    const seen = withLinks(linkTo('causedBy', 'INC-000001', {}, true));
    expect(perform('new', 'assess', {}, { ctx: seen }).record.state).toBe(
      'assess',
    );
    const data = { proactive: true };
    expect(refusal('new', 'assess', {}, { data })).toBe('ok');
    const ctx = { ...agent, links: [] };
    expect(refusal('new', 'assess', {}, { data, ctx })).toBe('entity_required');
  });

  it('is published with its cause, and a workaround or the word that there is none', () => {
    const publish = (input: object) =>
      refusal('rca', 'publish_known_error', input);
    const rootCause = 'The pool is too small';
    expect(publish({ workaround: 'Restart it' })).toBe('invalid_input');
    expect(publish({ rootCause })).toBe('workaround_or_none_required');
    expect(publish({ rootCause, workaround: 'x', noWorkaround: true })).toBe(
      'workaround_or_none_required',
    );
    expect(publish({ rootCause, noWorkaround: true })).toBe('ok');
    expect(publish({ rootCause, workaround: 'Restart it' })).toBe('ok');
  });

  it('keeps what is published', () => {
    const published = recordOf(problem, 'known_error', {
      data: { rootCause: 'a', workaround: 'b' },
    });
    const edit = (input: object) =>
      problem.applyEdit(published, input, agent).refused?.code;
    expect(edit({ workaround: null })).toBe('known_error_needs_it');
    expect(edit({ rootCause: ' ' })).toBe('known_error_needs_it');
    expect(edit({ workaround: 'Better', title: 'Other' })).toBeUndefined();
    const fixing = { ...published, state: 'fix_in_progress' };
    expect(
      problem.applyEdit(fixing, { workaround: ' ' }, agent).refused?.code,
    ).toBe('known_error_needs_it');
    const analysed = { ...published, state: 'rca' };
    expect(
      problem.applyEdit(analysed, { workaround: null }, agent).refused,
    ).toBeUndefined();
  });

  it('is fixed by a change that went well or a task that was done, and by nothing less', () => {
    const data = { rootCause: 'a' };
    const fix = (input: object, ctx = agent) =>
      refusal('rca', 'start_fix', input, { data, ctx });
    expect(fix({})).toBe('fix_required');
    const targets = new Map([
      ['INC-000007', linkTo('fixedBy', '', {}).record!],
    ]);
    expect(fix({ fixedBy: 'INC-000007' }, { ...agent, targets })).toBe(
      'fix_of_wrong_kind',
    );
    expect(fix({ fixedBy: 'CHG-000001' })).toBe('ok');
    expect(refusal('rca', 'start_fix', { fixedBy: 'CHG-000001' })).toBe(
      'root_cause_required',
    );

    const resolve = (record: object) =>
      refusal(
        'fix_in_progress',
        'resolve',
        { fixNotes: 'Bigger pool' },
        {
          ctx: withLinks(linkTo('fixedBy', 'CHG-000001', record)),
        },
      );
    const closed = { kind: 'change', state: 'closed', open: false };
    expect(resolve({ kind: 'change', state: 'implement' })).toBe('fix_is_open');
    expect(resolve({ ...closed, fields: { closeCode: 'with_issues' } })).toBe(
      'applied_fix_required',
    );
    expect(resolve({ ...closed, fields: { closeCode: 'successful' } })).toBe(
      'ok',
    );
    expect(resolve({ kind: 'task', state: 'completed', open: false })).toBe(
      'ok',
    );
  });

  it('is a duplicate only of a problem that is still worked on', () => {
    const mark = (record: object) => {
      const target = { kind: 'problem', state: 'rca', ...record };
      const targets = new Map([
        ['PRB-000002', linkTo('duplicateOf', '', target).record!],
      ]);
      const input = { duplicateOf: 'PRB-000002' };
      const ctx = { ...agent, targets };
      return refusal('assess', 'mark_duplicate', input, { ctx });
    };
    expect(mark({})).toBe('ok');
    expect(mark({ kind: 'incident' })).toBe('duplicate_of_wrong_kind');
    expect(mark({ state: 'closed', open: false })).toBe('duplicate_of_ended');
  });

  it('may stay only when somebody else than its coordinator says so, for a year at most', () => {
    const day = 86_400_000;
    const accept = (after: number, actor = 'user:default/mona') =>
      refusal(
        'known_error',
        'accept_risk',
        { reason: 'Rare', reviewAt: new Date(AT + after).toISOString() },
        { ctx: { ...manager, actor: { type: 'user', ref: actor } } },
      );
    expect(accept(30 * day, EDDIE)).toBe('approver_is_coordinator');
    expect(accept(-day)).toBe('review_within_a_year');
    expect(accept(400 * day)).toBe('review_within_a_year');
    const reviewAt = new Date(AT + 30 * day).toISOString();
    const { record, timers } = perform(
      'rca',
      'accept_risk',
      { reason: 'Rare', reviewAt },
      { ctx: manager },
    );
    expect(record).toMatchObject({
      state: 'closed',
      closedAt: AT,
      data: { closeCode: 'risk_accepted', riskApprover: 'user:default/mona' },
    });
    expect(timers).toEqual([
      { name: 'risk_review', action: 'remind_of_risk', dueAt: AT + 30 * day },
    ]);
    const reminded = act(problem, record, 'remind_of_risk', {}, SYSTEM);
    expect(reminded.entries[0]).toMatchObject({ verb: 'reminded' });

    const again = act(problem, record, 'reanalyze', { reason: 'x' }, manager);
    expect(again.record).toMatchObject({
      state: 'rca',
      closedAt: null,
      reopenCount: 1,
      data: { closeCode: null, riskReviewAt: null },
    });
    expect(again.timers).toEqual([{ name: 'risk_review', dueAt: null }]);
    const twin = linkTo('duplicateOf', 'PRB-000009', { kind: 'problem' });
    const freed = act(
      problem,
      record,
      'reanalyze',
      { reason: 'x' },
      {
        ...manager,
        links: [twin],
      },
    );
    expect(freed.links.remove).toMatchObject([{ ref: 'PRB-000009' }]);
  });

  it('may not stay because of those alone who led its analysis, assigned or not', () => {
    const mona = 'user:default/mona';
    const reviewAt = new Date(AT + 86_400_000).toISOString();
    const accept = (record: ItsmRecord, ref: string) => {
      const ctx = { ...manager, actor: { type: 'user' as const, ref } };
      const input = { reason: 'Rare', reviewAt };
      return codeOf(() => act(problem, record, 'accept_risk', input, ctx));
    };
    const lead = { ...agent, actor: { type: 'user' as const, ref: mona } };
    const ofGroup = (state: string) =>
      recordOf(problem, state, {
        assignee: null,
        assignmentGroup: 'group:default/team-checkout',
      });
    const confirmed = act(problem, ofGroup('assess'), 'confirm', {}, lead);
    const publish = { rootCause: 'a', noWorkaround: true };
    const published = act(
      problem,
      ofGroup('rca'),
      'publish_known_error',
      publish,
      lead,
    );
    for (const { record } of [confirmed, published]) {
      expect(accept(record, mona)).toBe('approver_is_coordinator');
      expect(accept(record, RITA)).toBe('ok');
    }
    // Whoever takes it over later does not make the others forgotten
    const both = act(
      problem,
      confirmed.record,
      'publish_known_error',
      publish,
      agent,
    );
    expect(accept(both.record, mona)).toBe('approver_is_coordinator');
    expect(accept(both.record, EDDIE)).toBe('approver_is_coordinator');
  });

  it('hears when the last of its fixes is done', () => {
    const fixing = recordOf(problem, 'fix_in_progress');
    const fix = recordOf(problem, 'closed', { number: 'CHG-000001' });
    const asked = (o: Partial<Neighbour> = {}) =>
      problem.onNeighbour!(fixing, {
        role: 'fixedBy',
        incoming: false,
        open: false,
        isNew: false,
        record: fix,
        ...o,
      });
    const [{ action, input }] = asked();
    const done = { kind: 'change', state: 'closed', open: false };
    const hear = (...links: ReturnType<typeof linkTo>[]) =>
      codeOf(() => act(problem, fixing, action, input, { ...SYSTEM, links }));
    expect(hear(linkTo('fixedBy', 'CHG-000001', done))).toBe('ok');
    expect(
      hear(
        linkTo('fixedBy', 'CHG-000001', done),
        linkTo('fixedBy', 'CHG-000002', { kind: 'change' }),
      ),
    ).toBe('fix_is_open');
    expect(asked({ open: true })).toEqual([]);
    expect(asked({ role: 'relatedTo' })).toEqual([]);
    expect(asked({ incoming: true })).toEqual([]);
  });
});
