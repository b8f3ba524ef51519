import { act, LifecycleError, offeredActions } from '../..';
import { AT } from '../__testUtils__/kindTest';
import { CHEN, context, HOUR, PLAN, record } from './__testUtils__/changeTest';
import { change } from './change';
import { coveringWindows, type CoveringWindow } from './frozen';

const FREEZE: CoveringWindow = {
  definition: 'freeze-1',
  version: 3,
  name: 'Year end',
  effect: 'freeze',
  reason: 'The books are closed',
  hard: true,
  exempt: ['emergency'],
  override: ['group:default/change-managers'],
  intervals: [{ start: AT - HOUR, end: AT + HOUR }],
};

const asked = [{ stage: 'authorize', approver: CHEN }];
const ROOT = 'user:default/root';
describe('a change in a freeze', () => {
  const windows = (...each: Partial<CoveringWindow>[]) =>
    new Map([[coveringWindows.name, each.map(w => ({ ...FREEZE, ...w }))]]);
  const links = [
    { role: 'affected', target: 'entity', ref: 'component:default/x' },
  ] as any;

  const at = (
    o: {
      windows?: Partial<CoveringWindow>[];
      as?: any[];
      in?: string[];
      data?: object;
      input?: object;
      state?: string;
      action?: string;
    } = {},
  ) => {
    const state = o.state ?? 'authorize';
    const ctx = context(CHEN, o.as ?? ['approver'], {
      links,
      ownershipRefs: o.in ?? [CHEN],
      facts: windows(...(o.windows ?? [{}])),
    });
    const before = record(state, {
      ...PLAN,
      approvals: asked as any,
      ...o.data,
    });
    const name = o.action ?? 'authorize';
    const offered = offeredActions(change, before, ctx).find(
      each => each.name === name,
    );
    try {
      const { record: after, entries } = act(
        change,
        before,
        name,
        o.input ?? {},
        ctx,
      );
      return {
        offered,
        state: after.state,
        data: after.data as any,
        body: entries[0].body,
      };
    } catch (error) {
      if (!(error instanceof LifecycleError)) throw error;
      return { offered, code: error.code, params: error.params };
    }
  };

  const MAY = { in: [CHEN, 'group:default/change-managers'] };

  it('is not authorized by whoever may not let it through, and says why and until when', () => {
    const refused = at();
    expect(refused).toMatchObject({
      code: 'in_freeze',
      params: {
        name: 'Year end',
        reason: 'The books are closed',
        until: AT + HOUR,
      },
      offered: { refused: { code: 'in_freeze' } },
    });
    // A reason from somebody who may not give one is worth nothing
    expect(at({ input: { waiver: 'I want to' } }).code).toBe('in_freeze');
  });

  it('is let through with a reason by whom the window names, and remembers which', () => {
    expect(at(MAY)).toMatchObject({
      code: 'in_freeze',
      offered: { name: 'authorize' },
    });
    expect(at(MAY).offered?.refused).toBeUndefined();
    const through = at({ ...MAY, input: { waiver: 'Customers can not pay' } });
    expect(through).toMatchObject({
      state: 'scheduled',
      data: { waivedWindows: ['freeze-1'] },
      body: {
        waiver: 'Customers can not pay',
        windows: [{ definition: 'freeze-1', version: 3, name: 'Year end' }],
      },
    });
  });

  it.each<[string, Partial<CoveringWindow>[], object?]>([
    ['a soft one', [{ hard: false }]],
    ['a maintenance window', [{ effect: 'maintenance' }]],
    ['one that exempts its type', [{ exempt: ['normal'] }]],
    [
      'one that ends as it begins',
      [{ intervals: [{ start: 0, end: AT - HOUR }] }],
    ],
    [
      'one that begins as it ends',
      [{ intervals: [{ start: AT + HOUR, end: AT + 2 * HOUR }] }],
    ],
    ['none', []],
    ['one that it was let through', [{}], { waivedWindows: ['freeze-1'] }],
  ])('is not stopped by %s', (_, covering, data = {}) => {
    expect(at({ windows: covering, data }).state).toBe('scheduled');
  });

  it.each<[string, CoveringWindow['intervals']]>([
    ['begins before it ends', [{ start: AT + HOUR - 1, end: AT + 2 * HOUR }]],
    ['ends after it begins', [{ start: 0, end: AT - HOUR + 1 }]],
    [
      'is the second of some',
      [
        { start: 0, end: 1 },
        { start: AT, end: AT + 1 },
      ],
    ],
  ])('is stopped by one that %s', (_, intervals) => {
    expect(at({ windows: [{ intervals }] }).code).toBe('in_freeze');
  });

  it('is stopped by each window that nobody let it through', () => {
    const two = [{}, { definition: 'freeze-2', override: [] }];
    expect(at({ ...MAY, windows: two, input: { waiver: 'x' } })).toMatchObject({
      code: 'in_freeze',
      offered: { refused: { code: 'in_freeze' } },
    });
    expect(
      at({ windows: two, as: ['approver', 'manager'], input: { waiver: 'x' } })
        .data.waivedWindows,
    ).toEqual(['freeze-1', 'freeze-2']);
  });

  it('is not begun in one, while a blackout stops the planning only', () => {
    const begin = {
      state: 'scheduled',
      action: 'implement',
      as: ['agent'],
      in: [ROOT],
    };
    expect(at(begin).code).toBe('in_freeze');
    expect(at({ ...begin, windows: [{ effect: 'blackout' }] }).state).toBe(
      'implement',
    );
    expect(at({ windows: [{ effect: 'blackout' }] }).code).toBe('in_blackout');
    // The pipeline runs already
    expect(at({ ...begin, as: ['pipeline'] }).state).toBe('implement');
  });

  it('has to be let through again when its plan has changed', () => {
    const { patch } = change.applyEdit(
      record('scheduled', { ...PLAN, waivedWindows: ['freeze-1'] }),
      { plannedEnd: new Date(AT + 9 * HOUR).toISOString() } as any,
      context(CHEN, ['requester'], { links }),
    ) as any;
    expect(patch.data.waivedWindows).toEqual([]);
  });
});
