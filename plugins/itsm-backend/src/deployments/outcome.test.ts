import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import fc from 'fast-check';
import {
  addCompletion,
  addReport,
  judge,
  mergedDetails,
  type Child,
  type Completions,
} from './outcome';

const at = (minute: number) => Date.UTC(2026, 10, 22, 12, minute);

type Told = Partial<DeploymentReport> & { minute: number };

const know = (...told: Told[]): Child[] =>
  told.reduce<Child[]>(
    (children, { minute, ...report }) =>
      addReport(
        children,
        {
          runId: '1',
          environment: 'production',
          revision: 'a',
          state: 'pending',
          ...report,
        },
        { at: at(minute) },
      ),
    [],
  );

const documented = readFileSync(
  join(__dirname, '../../../../docs/sources/generic.md'),
  'utf8',
);

describe('a second final state of one attempt', () => {
  it('is what docs/sources/generic.md says', () => {
    expect(documented).toContain(
      'Of two final states of one attempt the later one counts; at the same instant, `failure`',
    );
    const end = (minute: number, state: 'success' | 'failure') => ({
      minute,
      state,
    });
    const cases = [
      [end(1, 'success'), end(2, 'failure'), 'failure'],
      [end(1, 'failure'), end(2, 'success'), 'success'],
      [end(1, 'success'), end(1, 'failure'), 'failure'],
    ] as const;
    for (const [one, other, outcome] of cases) {
      expect(judge(know(one, other)).outcome).toBe(outcome);
      expect(judge(know(other, one)).outcome).toBe(outcome);
    }
  });
});

describe('outcome of a deployment', () => {
  it.each<[string, Told[], string]>([
    [
      'nothing has ended',
      [{ minute: 0 }, { minute: 1, state: 'in_progress' }],
      'pending',
    ],
    [
      'it has succeeded',
      [{ minute: 0 }, { minute: 2, state: 'success' }],
      'success',
    ],
    [
      'the last word of one deployment counts',
      [
        { minute: 2, state: 'success' },
        { minute: 3, state: 'failure' },
      ],
      'failure',
    ],
    [
      'a late running state does not take the end back',
      [
        { minute: 2, state: 'success' },
        { minute: 3, state: 'in_progress' },
      ],
      'success',
    ],
    [
      'of two ends in one second the worse counts',
      [
        { minute: 2, state: 'failure' },
        { minute: 2, state: 'success' },
      ],
      'failure',
    ],
    [
      'the worst job wins',
      [
        { minute: 1, job: 'eu', state: 'success' },
        { minute: 2, job: 'us', state: 'failure' },
        { minute: 3, job: 'asia', state: 'success' },
      ],
      'failure',
    ],
    [
      'one job still runs',
      [
        { minute: 1, job: 'eu', state: 'success' },
        { minute: 2, job: 'us', state: 'in_progress' },
      ],
      'pending',
    ],
    [
      'only the failed job ran again',
      [
        { minute: 1, job: 'eu', state: 'success' },
        { minute: 2, job: 'us', state: 'failure' },
        { minute: 5, job: 'us', state: 'success', attempt: 2 },
      ],
      'success',
    ],
    [
      'a second attempt has begun',
      [
        { minute: 2, job: 'us', state: 'failure' },
        { minute: 5, job: 'us', state: 'in_progress', attempt: 2 },
      ],
      'pending',
    ],
    [
      'native ids of an attempt without job names replace the earlier attempt',
      [
        { minute: 2, deploymentId: '7', state: 'failure' },
        { minute: 5, deploymentId: '8', state: 'success', attempt: 2 },
      ],
      'success',
    ],
    [
      'a native id is told its job later',
      [
        { minute: 1, deploymentId: '7' },
        { minute: 2, deploymentId: '7', job: 'us', state: 'failure' },
        { minute: 4, deploymentId: '8', attempt: 2 },
        {
          minute: 5,
          deploymentId: '8',
          job: 'us',
          state: 'success',
          attempt: 2,
        },
      ],
      'success',
    ],
  ])('%s', (_, told, outcome) => {
    expect(judge(know(...told)).outcome).toBe(outcome);
  });

  it('starts with the first job that runs and ends with the last', () => {
    const children = know(
      { minute: 0, job: 'eu' },
      { minute: 4, job: 'eu', state: 'in_progress' },
      { minute: 5, job: 'us', state: 'in_progress' },
      { minute: 8, job: 'us', state: 'success' },
    );
    expect(judge(children)).toMatchObject({
      startedAt: at(4),
      finishedAt: null,
    });
    const ended = [
      ...children,
      ...know({ minute: 6, job: 'asia', state: 'success' }),
    ];
    expect(judge(ended).finishedAt).toBeNull();
  });

  it('is ended by its run where its own end never came, and not otherwise', () => {
    const open = know({ minute: 1, job: 'eu', state: 'in_progress' });
    const done = know({ minute: 1, job: 'eu', state: 'success' });
    const failed = addCompletion({}, 1, 'failure', { at: at(9) });
    expect(judge(open, failed)).toMatchObject({
      outcome: 'failure',
      finishedAt: at(9),
    });
    expect(judge(done, failed).outcome).toBe('success');
    const second = know({ minute: 1, attempt: 2 });
    expect(judge(second, failed).outcome).toBe('pending');
  });

  it('is the same for any order of the same reports, with repeats', () => {
    const report = fc.record({
      minute: fc.integer({ min: 0, max: 6 }),
      deploymentId: fc.option(fc.constantFrom('1', '2', '3'), {
        nil: undefined,
      }),
      job: fc.option(fc.constantFrom('eu', 'us'), { nil: undefined }),
      attempt: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom(
        'pending',
        'in_progress',
        'success',
        'failure',
      ) as any,
      runUrl: fc.option(fc.constantFrom('https://a.test', 'https://b.test'), {
        nil: undefined,
      }),
    });
    const end = fc.record({
      attempt: fc.integer({ min: 1, max: 3 }),
      outcome: fc.constantFrom('success', 'failure') as fc.Arbitrary<any>,
      minute: fc.integer({ min: 0, max: 9 }),
    });
    const ended = (ends: any[]) =>
      ends.reduce<Completions>(
        (all, e) =>
          addCompletion(all, e.attempt, e.outcome, { at: at(e.minute) }),
        {},
      );
    fc.assert(
      fc.property(
        fc
          .array(report, { minLength: 1, maxLength: 25 })
          .chain(told =>
            fc.tuple(
              fc.constant(told as Told[]),
              fc.shuffledSubarray(told as Told[], { minLength: told.length }),
              fc.subarray(told as Told[]),
            ),
          ),
        fc
          .array(end, { maxLength: 4 })
          .chain(ends =>
            fc.tuple(
              fc.constant(ends),
              fc.shuffledSubarray(ends, { minLength: ends.length }),
            ),
          ),
        ([inOrder, shuffled, repeated], [ends, shuffledEnds]) => {
          const one = know(...inOrder);
          const other = know(...shuffled, ...repeated);
          expect(other).toEqual(one);
          expect(judge(other, ended(shuffledEnds))).toEqual(
            judge(one, ended(ends)),
          );
          expect(mergedDetails(other)).toEqual(mergedDetails(one));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
