import { act, type Capability } from '../..';
import {
  codeOf,
  contextOf,
  linkTo,
  SETTINGS,
  recordOf,
} from '../__testUtils__/kindTest';
import { change } from './change';
import { CHANGE_TYPES } from './types';

const inReview = (type: string) =>
  recordOf(change, 'review', { data: { type, result: 'success' } });
const review = (state: string) =>
  linkTo('parent', 'PIR-000001', { kind: 'review', state }, true);

const close = (
  type: string,
  closeCode: string,
  links = [] as ReturnType<typeof review>[],
  capability: Capability = 'agent',
) =>
  codeOf(() =>
    act(
      change,
      inReview(type),
      'close',
      { closeCode },
      contextOf([capability], { links }),
    ),
  );

describe('closing a change', () => {
  it.each(['normal', 'standard'])(
    'of type %s asks for an approved review if it did not go well',
    type => {
      expect(close(type, 'successful')).toBe('ok');
      for (const closeCode of ['with_issues', 'unsuccessful']) {
        expect(close(type, closeCode)).toBe('review_required');
        expect(close(type, closeCode, [review('draft')])).toBe(
          'review_required',
        );
        expect(close(type, closeCode, [review('completed')])).toBe('ok');
      }
    },
  );

  it.each(['emergency', 'unauthorized'])(
    'of type %s always asks for one',
    type => {
      expect(close(type, 'successful')).toBe('review_required');
      expect(close(type, 'successful', [review('completed')])).toBe('ok');
    },
  );

  it.each(CHANGE_TYPES)(
    'of type %s is no success when its work failed',
    type => {
      const failed = recordOf(change, 'review', {
        data: { type, result: 'failure' },
      });
      const closeAs = (closeCode: string) =>
        codeOf(() =>
          act(
            change,
            failed,
            'close',
            { closeCode },
            contextOf(['agent'], { links: [review('completed')] }),
          ),
        );
      expect(closeAs('successful')).toBe('result_is_failure');
      expect(closeAs('with_issues')).toBe('ok');
      expect(closeAs('unsuccessful')).toBe('ok');
    },
  );

  it('leaves what a pipeline registered to be judged by itself', () => {
    expect(close('registration', 'unsuccessful', [], 'pipeline')).toBe('ok');
    expect(close('registration', 'with_issues')).toBe('ok');
  });

  it('waits for no review where there are none', () => {
    const ctx = contextOf(['agent'], { settings: { ...SETTINGS, kinds: [] } });
    expect(
      codeOf(() =>
        act(
          change,
          inReview('emergency'),
          'close',
          { closeCode: 'successful' },
          ctx,
        ),
      ),
    ).toBe('ok');
  });
});
