import type { CoveringWindow } from '../kinds/change/frozen';
import { decideGate, GATE_CODES } from './decideGate';
import type { GateChange } from '../kinds/change/gated';
import type { GateFacts } from './GateFacts';

const AT = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

const CHANGE: GateChange = {
  number: 'CHG-000001',
  type: 'normal',
  state: 'scheduled',
  standing: 'approved',
  revision: 'a1b2c3d',
  artifact: null,
  plannedStart: AT - HOUR,
  plannedEnd: AT + HOUR,
  waivedWindows: [],
  missing: [],
  mismatch: null,
};
const FREEZE: CoveringWindow = {
  definition: 'w1',
  version: 1,
  name: 'Year end',
  effect: 'freeze',
  reason: 'Books',
  hard: true,
  exempt: ['emergency'],
  override: [],
  intervals: [{ start: AT - HOUR, end: AT + 2 * HOUR }],
};
const FACTS: GateFacts = {
  at: AT,
  asked: { revision: 'a1b2c3d' },
  isKnown: true,
  invalid: [],
  gates: [{ definition: 'g1', version: 1, name: 'Shop' }],
  windows: [],
  incidents: [],
  change: CHANGE,
  running: [],
};
const INCIDENT = {
  number: 'INC-000001',
  priority: 1,
  entity: 'component:default/x',
  isRepaired: false,
};

const change = (more: Partial<GateChange>) => ({
  change: { ...CHANGE, ...more },
});
const window = (more: Partial<CoveringWindow>) => ({
  windows: [{ ...FREEZE, ...more }],
});

/** Facts that differ from those of a change that may be deployed, and what becomes of it. */
const CASES: [string, Partial<GateFacts>, string][] = [
  ['all is well', {}, 'allow APPROVED'],
  ['it is being done', change({ state: 'implement' }), 'allow APPROVED'],
  ['a definition is broken', { invalid: ['Shop'] }, 'deny INVALID_DEFINITION'],
  ['nobody knows it', { isKnown: false, gates: [] }, 'wait UNKNOWN_ENTITY'],
  ['no gate is about it', { gates: [], ...window({}) }, 'allow NOT_GATED'],
  ['it is frozen', window({}), 'deny FREEZE'],
  ['a freeze is soft', window({ hard: false }), 'allow APPROVED'],
  ['it is a blackout', window({ effect: 'blackout' }), 'allow APPROVED'],
  [
    'a freeze exempts it',
    { ...window({}), ...change({ type: 'emergency' }) },
    'allow APPROVED',
  ],
  [
    'it was let through',
    { ...window({}), ...change({ waivedWindows: ['w1'] }) },
    'allow APPROVED',
  ],
  [
    'a freeze begins in a minute',
    window({ intervals: [{ start: AT + 60_000, end: AT + HOUR }] }),
    'allow APPROVED',
  ],
  [
    'a freeze ends now',
    window({ intervals: [{ start: 0, end: AT }] }),
    'allow APPROVED',
  ],
  [
    'a freeze begins now',
    window({ intervals: [{ start: AT, end: AT + 1 }] }),
    'deny FREEZE',
  ],
  [
    'it is frozen without a change',
    { ...window({}), change: null },
    'deny FREEZE',
  ],
  ['something is down', { incidents: [INCIDENT] }, 'wait INCIDENT'],
  [
    'it repairs what is down',
    { incidents: [{ ...INCIDENT, isRepaired: true }] },
    'allow APPROVED',
  ],
  ['nobody opened a change', { change: null }, 'wait NO_CHANGE'],
  [
    'it is another revision',
    { asked: { revision: 'ffff000' } },
    'deny MISMATCH',
  ],
  ['it is another artifact', change({ artifact: 'sha256:1' }), 'deny MISMATCH'],
  ['it is not of it', change({ mismatch: 'entity_mismatch' }), 'deny MISMATCH'],
  [
    'somebody rejected it',
    change({ state: 'new', standing: 'rejected' }),
    'deny REJECTED',
  ],
  ['it is over', change({ state: 'closed', standing: 'over' }), 'deny ENDED'],
  ['another one runs', { running: [{ number: 'CHG-2' }] }, 'wait COLLISION'],
  [
    'nobody approved it',
    change({ state: 'authorize', standing: 'awaited' }),
    'wait NOT_APPROVED',
  ],
  [
    'it is too early',
    change({ plannedStart: AT + 1 }),
    'wait OUTSIDE_PLANNED_TIME',
  ],
  ['it begins now', change({ plannedStart: AT }), 'allow APPROVED'],
  ['it is too late', change({ plannedEnd: AT }), 'wait OUTSIDE_PLANNED_TIME'],
];

describe('decideGate', () => {
  it.each(CASES)('%s', (_, facts, expected) => {
    const { verdict, code } = decideGate({ ...FACTS, ...facts });
    expect(`${verdict} ${code}`).toBe(expected);
  });

  it('has a case for each code', () => {
    const codes = CASES.map(([, , expected]) => expected.split(' ')[1]);
    expect(new Set(codes)).toEqual(new Set(GATE_CODES));
  });

  it('says until when', () => {
    const until = (facts: Partial<GateFacts>) =>
      decideGate({ ...FACTS, ...facts }).until;
    expect(until(window({}))).toBe(AT + 2 * HOUR);
    expect(until({})).toBe(AT + HOUR / 4);
    expect(until(change({ plannedEnd: AT + 60_000 }))).toBe(AT + 60_000);
    expect(
      until(window({ intervals: [{ start: AT + 1_000, end: AT + HOUR }] })),
    ).toBe(AT + 1_000);
    expect(until(change({ plannedStart: AT + 5 }))).toBe(AT + 5);
    expect(until(change({ plannedEnd: AT }))).toBeNull();
    expect(until({ incidents: [INCIDENT] })).toBeNull();
  });

  it('shows each rule that it asked, and what that saw', () => {
    const { rules } = decideGate({ ...FACTS, incidents: [INCIDENT] });
    expect(rules.map(({ rule, passed }) => `${rule} ${passed}`)).toEqual([
      'definitions true',
      'entity true',
      'gated true',
      'freeze true',
      'incident false',
    ]);
    expect(rules.at(-1)!.saw).toEqual({ incidents: [INCIDENT] });
  });
});
