import { Refetcher } from './Refetcher';

function setup() {
  const answers: { resolve(value: string): void; signal: AbortSignal }[] = [];
  const seen: string[] = [];
  const refetcher = new Refetcher<string>(
    signal => new Promise(resolve => answers.push({ resolve, signal })),
    {
      started: () => {},
      loaded: data => seen.push(data),
      failed: error => seen.push(error.message),
    },
  );
  const settle = () => new Promise(resolve => setTimeout(resolve));
  return { refetcher, answers, seen, settle };
}

describe('Refetcher', () => {
  it('has one request in flight; hints meanwhile cause one more', async () => {
    const { refetcher, answers, seen, settle } = setup();
    refetcher.hint();
    refetcher.hint();
    refetcher.hint();
    expect(answers).toHaveLength(1);
    answers[0].resolve('first');
    await settle();
    expect(answers).toHaveLength(2);
    answers[1].resolve('second');
    await settle();
    expect(answers).toHaveLength(2);
    expect(seen).toEqual(['first', 'second']);
  });

  it('never lets a discarded request overwrite what is newer', async () => {
    const { refetcher, answers, seen, settle } = setup();
    refetcher.hint();
    refetcher.discard();
    expect(answers[0].signal.aborted).toBe(true);
    answers[0].resolve('old');
    await settle();
    expect(seen).toEqual([]);
    refetcher.hint();
    answers[1].resolve('new');
    await settle();
    expect(seen).toEqual(['new']);
  });
});
