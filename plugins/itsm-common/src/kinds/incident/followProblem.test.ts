import { act, type Neighbour } from '../..';
import {
  codeOf,
  linkTo,
  recordOf,
  RITA,
  SYSTEM,
} from '../__testUtils__/kindTest';
import { problem } from '../problem';
import { incident } from './incident';

describe('an incident with a problem', () => {
  const known = recordOf(problem, 'known_error', {
    number: 'PRB-000001',
    requester: RITA,
    data: { rootCause: 'a', workaround: 'Restart it' },
  });
  const asked = (state: string, o: Partial<Neighbour>, data: object = {}) =>
    incident.onNeighbour!(recordOf(incident, state, { data }), {
      role: 'causedBy',
      incoming: false,
      open: true,
      isNew: false,
      record: known,
      ...o,
    });

  it('takes its workaround, once, as a public comment', () => {
    for (const role of ['causedBy', 'waitsFor'] as const) {
      const [{ action, input }] = asked('new', { role });
      const taken = act(
        incident,
        recordOf(incident, 'new'),
        action,
        input,
        SYSTEM,
      );
      expect(taken.entries[0]).toMatchObject({
        verb: 'commented',
        audience: 'public',
        body: { text: 'Restart it', problem: 'PRB-000001' },
      });
      expect(
        codeOf(() => act(incident, taken.record, action, input, SYSTEM)),
      ).toBe('workaround_is_known');
    }
    expect(asked('new', { role: 'relatedTo' })).toEqual([]);
    expect(asked('new', { incoming: true })).toEqual([]);
    const restricted = { ...known, restricted: true };
    expect(asked('new', { record: restricted })).toEqual([]);
  });

  it('that waits for it is resolved with its fix, and goes on after any other end', () => {
    const data = { fixNotes: 'Bigger pool', closeCode: 'fix_applied' };
    const fixed = { ...known, state: 'resolved', data };
    const waits = { role: 'waitsFor' as const, open: false };
    const [{ action, input }] = asked('on_hold', { ...waits, record: fixed });
    const waiting = recordOf(incident, 'on_hold', {
      data: { holdReason: 'problem' },
    });
    const link = linkTo('waitsFor', 'PRB-000001', { kind: 'problem' });
    const solved = act(incident, waiting, action, input, {
      ...SYSTEM,
      links: [link],
    });
    expect(solved.record).toMatchObject({
      state: 'resolved',
      data: { resolution: { code: 'by_problem', notes: 'Bigger pool' } },
    });
    expect(solved.links).toMatchObject({
      add: [{ role: 'causedBy', ref: 'PRB-000001' }],
      remove: [{ role: 'waitsFor', ref: 'PRB-000001' }],
    });
    const accepted = { ...known, data: { closeCode: 'risk_accepted' } };
    expect(asked('on_hold', { ...waits, record: accepted })).toEqual([
      { action: 'wake', input: { by: 'PRB-000001' } },
    ]);
    expect(asked('new', { open: false, record: fixed })).toEqual([]);
  });

  it('is told, not resolved, when the risk is accepted', () => {
    const record = { ...known, data: { closeCode: 'risk_accepted' } };
    const [{ action, input }] = asked('new', { open: false, record });
    const told = act(
      incident,
      recordOf(incident, 'new'),
      action,
      input,
      SYSTEM,
    );
    expect(told.record.state).toBe('new');
    expect(told.entries[0]).toMatchObject({
      verb: 'reminded',
      audience: 'internal',
    });
    expect(
      codeOf(() => act(incident, told.record, action, input, SYSTEM)),
    ).toBe('risk_is_known');
  });

  it('moves to the problem that stays', () => {
    const record = {
      ...known,
      state: 'closed',
      data: { closeCode: 'duplicate', duplicateOf: 'PRB-000002' },
    };
    const [{ action, input }] = asked('new', { open: false, record });
    const links = [linkTo('causedBy', 'PRB-000001', { kind: 'problem' })];
    const stays = linkTo('causedBy', 'PRB-000002', { kind: 'problem' }).record!;
    const targets = new Map([['PRB-000002', stays]]);
    const moved = act(incident, recordOf(incident, 'new'), action, input, {
      ...SYSTEM,
      links,
      targets,
    });
    expect(moved.links).toEqual({
      add: [{ role: 'causedBy', target: 'record', ref: 'PRB-000002' }],
      remove: [{ role: 'causedBy', target: 'record', ref: 'PRB-000001' }],
    });
    expect(
      codeOf(() =>
        act(incident, recordOf(incident, 'new'), action, input, SYSTEM),
      ),
    ).toBe('not_linked_with_it');
    // At the end of a row that is too long to be followed
    const unknown = { ...SYSTEM, links };
    expect(
      codeOf(() =>
        act(incident, recordOf(incident, 'new'), action, input, unknown),
      ),
    ).toBe('duplicate_of_ended');
  });

  /** Follows from problem to problem, as the outlet does, and answers the way. */
  function way(role: 'causedBy' | 'waitsFor', survivors: object) {
    const problems = new Map(
      Object.entries(survivors).map(([number, duplicateOf]) => [
        number,
        recordOf(problem, duplicateOf ? 'closed' : 'rca', {
          number,
          data: duplicateOf ? { closeCode: 'duplicate', duplicateOf } : {},
        }),
      ]),
    );
    const targets = new Map(
      [...problems].map(([number, { state, data }]) => [
        number,
        linkTo(role, number, { kind: 'problem', state, fields: data }).record!,
      ]),
    );
    let record = recordOf(incident, 'on_hold');
    const steps = ['PRB-A'];
    while (steps.length < 10) {
      const at = problems.get(steps[steps.length - 1])!;
      const links = [linkTo(role, at.number, { kind: 'problem' })];
      const ctx = { ...SYSTEM, links, targets };
      const seen = record;
      const next = incident.onNeighbour!(seen, {
        role,
        incoming: false,
        open: at.state === 'rca',
        isNew: true,
        record: at,
      }).find(
        ({ action, input }) =>
          codeOf(() => act(incident, seen, action, input, ctx)) === 'ok',
      );
      if (!next) return { steps, state: record.state };
      const outcome = act(incident, record, next.action, next.input, ctx);
      record = outcome.record;
      const [moved] = outcome.links.add;
      if (!moved) return { steps, state: record.state };
      steps.push(moved.ref);
    }
    return { steps, state: record.state };
  }

  it.each([
    ['one that stays', { 'PRB-A': 'PRB-B', 'PRB-B': null }, ['PRB-A', 'PRB-B']],
    [
      'duplicates of one that stays',
      { 'PRB-A': 'PRB-B', 'PRB-B': 'PRB-C', 'PRB-C': null },
      ['PRB-A', 'PRB-C'],
    ],
    [
      'duplicates of each other',
      { 'PRB-A': 'PRB-B', 'PRB-B': 'PRB-C', 'PRB-C': 'PRB-B' },
      ['PRB-A'],
    ],
    ['each other', { 'PRB-A': 'PRB-B', 'PRB-B': 'PRB-A' }, ['PRB-A']],
    [
      'one another in a ring',
      { 'PRB-A': 'PRB-B', 'PRB-B': 'PRB-C', 'PRB-C': 'PRB-A' },
      ['PRB-A'],
    ],
  ])('comes to an end where problems are duplicates of %s', (_, all, steps) => {
    expect(way('causedBy', all).steps).toEqual(steps);
    const waiting = way('waitsFor', all);
    expect(waiting.steps).toEqual(steps);
    // Nobody works on what it waits for: it goes on
    expect(waiting.state).toBe(steps.length > 1 ? 'on_hold' : 'in_progress');
  });
});
