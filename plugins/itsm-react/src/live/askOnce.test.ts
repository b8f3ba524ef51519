import { askOnce } from './askOnce';

function setup() {
  const requests: { signal: AbortSignal; answer(value: string): void }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<string>(answer => requests.push({ signal, answer }));
  const client = {};
  const ask = (question = 'incidents', of: object = client) => {
    const controller = new AbortController();
    return {
      giveUp: () => controller.abort(),
      answer: askOnce(of, question, load, controller.signal),
    };
  };
  return { ask, requests };
}

describe('askOnce', () => {
  it('answers all who ask the same at the same time with one request', async () => {
    const { ask, requests } = setup();
    const asked = [ask(), ask()];
    expect(requests).toHaveLength(1);
    requests[0].answer('two open');
    expect(await Promise.all(asked.map(({ answer }) => answer))).toEqual([
      'two open',
      'two open',
    ]);
  });

  it('asks again once there was an answer: it may differ', async () => {
    const { ask, requests } = setup();
    const first = ask();
    requests[0].answer('two open');
    await first.answer;
    ask();
    expect(requests).toHaveLength(2);
  });

  it('asks for each question and each client', () => {
    const { ask, requests } = setup();
    ask();
    ask('changes');
    ask('incidents', {});
    expect(requests).toHaveLength(3);
  });

  it('aborts the request when the last one gave up, not before', () => {
    const { ask, requests } = setup();
    const [first, second] = [ask(), ask()];
    first.giveUp();
    expect(requests[0].signal.aborted).toBe(false);
    second.giveUp();
    expect(requests[0].signal.aborted).toBe(true);
    ask();
    expect(requests).toHaveLength(2);
  });
});
