import { act, type ItsmRecord, type Neighbour } from '../..';
import { codeOf, recordOf, SYSTEM } from '../__testUtils__/kindTest';
import { incident } from '../incident';
import { record } from './__testUtils__/changeTest';
import { change } from './change';
import { CHANGE_TYPES, type ChangeData } from './types';

describe('an incident that a change caused', () => {
  /** The change after it has heard of the incident. */
  function told(
    data: Partial<ChangeData>,
    broken: Partial<ItsmRecord> = {},
    o: Partial<Neighbour> & { state?: string } = {},
  ) {
    const { state = 'closed', ...neighbour } = o;
    const before = record(state, data);
    const [next] = change.onNeighbour!(before, {
      role: 'causedBy',
      incoming: true,
      open: true,
      isNew: true,
      record: recordOf(incident, 'in_progress', broken),
      ...neighbour,
    });
    const hear = () => act(change, before, next.action, next.input, SYSTEM);
    return next && codeOf(hear) === 'ok' ? hear() : undefined;
  }

  it.each(CHANGE_TYPES)('takes back the success of one of type %s', type => {
    const outcome = told({ type, closeCode: 'successful' })!;
    expect(outcome.record).toMatchObject({
      state: 'closed',
      data: { type, closeCode: 'with_issues' },
    });
    expect(outcome.entries).toMatchObject([
      {
        verb: 'judged',
        body: { closeCode: 'with_issues', incident: 'INC-000001' },
      },
    ]);
    expect(told({ ...outcome.record.data })).toBeUndefined();
  });

  it('does so only if it is urgent and was one', () => {
    const success = { closeCode: 'successful' as const };
    for (const priority of [1, 2] as const) {
      expect(told(success, { priority })).toBeDefined();
    }
    for (const priority of [3, null] as const) {
      expect(told(success, { priority })).toBeUndefined();
    }
    for (const state of ['resolved', 'closed']) {
      expect(told(success, { state })).toBeDefined();
    }
    expect(told(success, { state: 'canceled' })).toBeUndefined();
    expect(told(success, {}, { role: 'relatedTo' })).toBeUndefined();
    expect(told(success, {}, { incoming: false })).toBeUndefined();
  });

  it('changes nothing of a change that went worse, or is judged yet', () => {
    expect(told({ closeCode: 'unsuccessful' })).toBeUndefined();
    expect(told({ result: 'success' }, {}, { state: 'review' })).toBe(
      undefined,
    );
  });
});
