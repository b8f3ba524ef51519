import { act, type ItsmRecord, type LinkedRecord, type Neighbour } from '../..';
import { AT, codeOf, recordOf, SYSTEM } from '../__testUtils__/kindTest';
import { incident } from './incident';
import type { IncidentData } from './types';

const record = (
  state: string,
  o: Partial<ItsmRecord<IncidentData>> = {},
): ItsmRecord<IncidentData> => recordOf(incident, state, o);

describe('what an incident does for a parent', () => {
  const resolution = {
    code: 'fixed',
    notes: 'Rolled back',
    causeUnknown: true,
  };
  const parent = record('resolved', {
    number: 'INC-000002',
    data: { resolution },
  });
  const asked = (child: ItsmRecord<IncidentData>, o: Partial<Neighbour> = {}) =>
    incident.onNeighbour!(child, {
      role: 'parent',
      incoming: false,
      record: parent,
      open: false,
      isNew: false,
      ...o,
    });
  const takenBack = record('in_progress', {
    number: 'INC-000002',
    data: { resolution, lastReopenedBy: 'user:default/eddie' },
  });

  it('is resolved with it, whatever it waits for, and says so', () => {
    const child = record('on_hold', { data: { holdReason: 'requester' } });
    const [{ action, input }] = asked(child);
    const { record: solved, entries } = act(
      incident,
      child,
      action,
      input,
      SYSTEM,
    );
    expect(solved).toMatchObject({
      state: 'resolved',
      resolvedAt: AT,
      data: {
        holdReason: null,
        resolution: { ...resolution, withParent: true },
      },
    });
    expect(entries[0].body).toMatchObject({
      to: 'resolved',
      notes: 'Rolled back',
      parent: 'INC-000002',
    });
  });

  it('is left alone when it becomes a child later, by its own children, and by other ends', () => {
    expect(asked(record('new'), { isNew: true })).toEqual([]);
    expect(asked(record('new'), { incoming: true })).toEqual([]);
    expect(asked(record('new'), { role: 'relatedTo' })).toEqual([]);
    expect(asked(record('new'), { record: record('closed') })).toEqual([]);
    expect(asked(record('new'), { record: record('new') })).toEqual([]);
  });

  it('goes on without one that is canceled, and its people hear of it', () => {
    const [{ action, input }] = asked(record('new'), {
      record: { ...parent, state: 'canceled' },
    });
    const parentLink = {
      role: 'parent',
      target: 'record',
      ref: 'INC-000002',
    } as const;
    const lose = (links: LinkedRecord[]) =>
      act(incident, record('new'), action, input, { ...SYSTEM, links });
    const { record: child, entries, links } = lose([parentLink]);
    expect(child.state).toBe('new');
    expect(links.remove).toEqual([parentLink]);
    expect(entries).toMatchObject([
      {
        verb: 'reminded',
        audience: 'internal',
        body: { parent: 'INC-000002' },
      },
    ]);
    expect(codeOf(() => lose([]))).toBe('no_parent');
  });

  it('does not tell what is restricted to those who see the child', () => {
    const restricted = { ...parent, restricted: true };
    const [{ action, input }] = asked(record('new'), { record: restricted });
    expect(input).toEqual({ parent: 'INC-000002', code: 'fixed' });
    expect(
      act(incident, record('new'), action, input, SYSTEM).record.data,
    ).toMatchObject({ resolution: { notes: '', withParent: true } });
    expect(
      asked(record('new', { restricted: true }), { record: restricted })[0]
        .input,
    ).toMatchObject({ notes: 'Rolled back' });
  });

  it('is taken back with it, if it was resolved with it and not by the requester', () => {
    const child = record('resolved', {
      data: { resolution: { ...resolution, withParent: true } },
    });
    const [{ action, input }] = asked(child, { record: takenBack, open: true });
    const { record: open } = act(incident, child, action, input, SYSTEM);
    expect(open).toMatchObject({
      state: 'in_progress',
      reopenCount: 1,
      resolvedAt: null,
    });
    expect(() =>
      act(
        incident,
        record('resolved', { data: { resolution } }),
        action,
        input,
        SYSTEM,
      ),
    ).toThrow(expect.objectContaining({ code: 'not_resolved_with_parent' }));
    const byRequester = {
      ...takenBack,
      data: { ...takenBack.data, lastReopenedBy: takenBack.requester },
    };
    expect(asked(child, { record: byRequester, open: true })).toEqual([]);
    const alone = record('resolved', { data: { resolution } });
    expect(asked(alone, { record: takenBack, open: true })).toEqual([]);
  });
});
