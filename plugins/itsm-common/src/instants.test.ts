import fc from 'fast-check';
import type { z } from 'zod';
import { act, builtInKinds, change, incident } from '.';
import { AT, contextOf, recordOf } from './kinds/__testUtils__/kindTest';
import { unwrapped } from './unwrapped';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const iso = (at: number) => new Date(at).toISOString();
const AGENT = contextOf(['agent', 'requester', 'approver', 'manager']);

/** Code and params of a refusal; undefined if there is none. */
function refusalOf(run: () => unknown) {
  try {
    run();
  } catch (error: any) {
    const { statusCode, code, params } = error;
    return { statusCode, code, params };
  }
  return undefined;
}

/** Every place where somebody can tell an instant: kind, how, field, whether it has to be over. */
const TOLD = builtInKinds.flatMap(kind => {
  const fieldsOf = (how: string, schema: z.ZodObject) =>
    Object.entries(schema.shape).flatMap(([field, type]) => {
      const inner = unwrapped(type);
      const isPast = inner.meta?.()?.['x-instant'] === 'past';
      return inner.format === 'datetime' ? [{ kind, how, field, isPast }] : [];
    });
  return [
    ...fieldsOf('create', kind.create),
    ...fieldsOf('edit', kind.edit),
    ...Object.entries(kind.actions)
      .filter(([, { who }]) =>
        who.some(w => w !== 'pipeline' && w !== 'system'),
      )
      .flatMap(([name, { input }]) => fieldsOf(name, input)),
  ];
});

/** Tells an instant, and of the rest only what the form of the input needs. */
function tell({ kind, how, field }: (typeof TOLD)[number], at: string) {
  if (how === 'create') {
    return kind.open({ title: 'x', entities: ['a'], [field]: at }, AGENT);
  }
  const { from, when } = kind.actions[how] ?? { from: [] };
  const data = [{}, { type: 'normal' }].find(
    each => !when || when(recordOf(kind, from[0], { data: each })),
  );
  const record = recordOf(kind, from[0] ?? 'new', { data });
  if (how === 'edit') return kind.applyEdit(record, { [field]: at }, AGENT);
  const needed = { result: 'success', reason: 'x' };
  const shape = kind.actions[how].input.shape;
  const input = Object.fromEntries(
    Object.entries({ ...needed, [field]: at }).filter(([key]) => key in shape),
  );
  return act(kind, record, how, input, AGENT);
}

describe('instants that people tell', () => {
  it('are these', () => {
    expect(
      TOLD.map(t => `${t.kind.name} ${t.how} ${t.field} ${t.isPast}`).sort(),
    ).toEqual([
      'article create validTo false',
      'article edit validTo false',
      'article publish publishAt false',
      'change create plannedEnd false',
      'change create plannedStart false',
      'change edit plannedEnd false',
      'change edit plannedStart false',
      'change finish actualEnd true',
      'change implement actualStart true',
      'incident create detectedAt true',
      'incident create startedAt true',
      'incident edit detectedAt true',
      'incident edit mitigatedAt true',
      'incident edit startedAt true',
      'problem accept_risk reviewAt false',
      'task create dueAt false',
      'task edit dueAt false',
    ]);
  });

  it.each(TOLD)('$kind.name $how: $field is one', told => {
    const never = [
      '0001-01-01T00:00:00Z',
      '1970-01-01T00:00:00Z',
      '1999-12-31T23:59:59.999Z',
      iso(told.isPast ? AT + 5 * MINUTE + 1 : AT + 3661 * DAY),
      '9999-12-31T23:59:59Z',
    ];
    for (const at of never) {
      expect(refusalOf(() => tell(told, at))).toMatchObject({
        statusCode: 400,
        code: told.isPast ? 'instant_not_past' : 'instant_out_of_range',
        params: { field: told.field, earliest: '2000-01-01T00:00:00.000Z' },
      });
    }
    const fine = told.isPast
      ? ['2000-01-01T00:00:00Z', iso(AT), iso(AT + 5 * MINUTE)]
      : ['2000-01-01T00:00:00Z', iso(AT), iso(AT + 3650 * DAY)];
    for (const at of fine) {
      expect(refusalOf(() => tell(told, at))?.statusCode).not.toBe(400);
    }
  });

  it('are now when the clock that tells them is a little ahead', () => {
    const opened = incident.open(
      { title: 'x', entities: ['a'], startedAt: iso(AT + 5 * MINUTE) },
      AGENT,
    );
    expect(opened.patch).toMatchObject({ startedAt: AT, detectedAt: AT });
  });
});

/** The orders of what can be edited. */
const ORDERS = builtInKinds.flatMap(kind =>
  (kind.instantOrders ?? []).flatMap(order => {
    const editable = order.fields.filter(field => field in kind.edit.shape);
    return editable.length > 0 ? [{ kind, ...order, editable }] : [];
  }),
);

describe('the order of instants', () => {
  it.each(ORDERS)(
    'of a $kind.name: $fields',
    ({ kind, fields, isStrict, editable }) => {
      const minute = fc.option(fc.integer({ min: -20, max: 0 }));
      fc.assert(
        fc.property(
          fc.array(minute, {
            minLength: fields.length,
            maxLength: fields.length,
          }),
          fc.constantFrom(...editable),
          fc.integer({ min: -20, max: 0 }),
          (minutes, field, told) => {
            const times = Object.fromEntries(
              fields.map((name, n) => [
                name,
                minutes[n] === null ? null : AT + minutes[n] * MINUTE,
              ]),
            );
            const record = recordOf(kind, 'new', { ...times, data: times });
            const at = AT + told * MINUTE;
            const own = fields.indexOf(field);
            const isRight = fields.every((other, n) => {
              const value = times[other];
              if (n === own || value === null) return true;
              if (value === at) return !isStrict;
              return n < own ? value < at : value > at;
            });
            const refused = refusalOf(() =>
              kind.applyEdit(record, { [field]: iso(at) }, AGENT),
            );
            const { statusCode, params } = refused ?? {};
            expect([statusCode, params?.field]).toEqual(
              isRight ? [undefined, undefined] : [400, field],
            );
            expect([undefined, ...fields]).toContain(params?.otherField);
          },
        ),
      );
    },
  );

  it('is asked of a new record, of an edit that clears, and of an action', () => {
    const opening = { title: 'x', entities: ['a'], type: 'normal' };
    const early = { startedAt: iso(AT - 2), detectedAt: iso(AT - 3) };
    expect(
      refusalOf(() => incident.open({ ...opening, ...early }, AGENT)),
    ).toMatchObject({
      statusCode: 400,
      code: 'instant_too_early',
      params: { field: 'detectedAt', otherField: 'startedAt', at: iso(AT - 2) },
    });
    const empty = { plannedStart: iso(AT), plannedEnd: iso(AT) };
    expect(
      refusalOf(() => change.open({ ...opening, ...empty }, AGENT)),
    ).toMatchObject({
      params: { field: 'plannedEnd', otherField: 'plannedStart' },
    });
    const open = recordOf(incident, 'new', { detectedAt: AT - MINUTE });
    const edit = { detectedAt: null, startedAt: iso(AT) };
    expect(refusalOf(() => incident.applyEdit(open, edit, AGENT))).toBe(
      undefined,
    );
    const begun = recordOf(change, 'implement', {
      data: { type: 'normal', actualStart: AT },
    });
    const end = { result: 'success', actualEnd: iso(AT - 1) };
    expect(
      refusalOf(() => act(change, begun, 'finish', end, AGENT)),
    ).toMatchObject({
      statusCode: 400,
      params: { field: 'actualEnd', otherField: 'actualStart' },
    });
  });

  it('never keeps a source from telling how it went', () => {
    const begun = recordOf(change, 'implement', {
      data: { type: 'registration', actualStart: AT },
    });
    const end = { result: 'success', actualEnd: '1999-01-01T00:00:00.000Z' };
    expect(
      act(change, begun, 'finish', end, contextOf(['pipeline'])).record.data,
    ).toMatchObject({ actualEnd: AT });
  });

  it('holds whoever acknowledges and resolves, whatever was told before', () => {
    const told = recordOf(incident, 'new', {
      startedAt: Date.UTC(2099, 0),
      createdAt: AT - MINUTE,
    });
    const solution = { code: 'fixed', notes: 'x', causeUnknown: true };
    const { record } = act(incident, told, 'resolve', solution, AGENT);
    expect(record).toMatchObject({ resolvedAt: AT, mitigatedAt: AT });
    const mitigated = recordOf(incident, 'new', { mitigatedAt: AT - MINUTE });
    const resolved = act(incident, mitigated, 'resolve', solution, AGENT);
    expect(resolved.record.acknowledgedAt).toBe(AT - MINUTE);
  });
});
