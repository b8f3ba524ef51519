import type { PropsWithChildren } from 'react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { useLiveQuery } from './useLiveQuery';

interface Answer {
  text: string;
  names?: string[];
}

/** A server that answers the next one of these, and signals that can be sent. */
function setup(answers: (Answer | Error)[]) {
  const listeners = new Map<string, () => void>();
  const signals = {
    subscribe: (channel: string, onMessage: () => void) => {
      listeners.set(channel, onMessage);
      return { unsubscribe: () => listeners.delete(channel) };
    },
  };
  const wrapper = ({ children }: PropsWithChildren<object>) => (
    <TestApiProvider apis={[[signalApiRef, signals as any]]}>
      {children}
    </TestApiProvider>
  );
  const load = async () => {
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const { result, rerender } = renderHook(
    ({ question }) =>
      useLiveQuery(question, load, { channels: ({ names }) => names }),
    { wrapper, initialProps: { question: 'first' } },
  );
  return {
    result,
    ask: (question: string) => rerender({ question }),
    subscribed: () => [...listeners.keys()],
    signal: (channel: string) => act(async () => listeners.get(channel)!()),
  };
}

const refused = (status: number) => Object.assign(new Error('No'), { status });

describe('useLiveQuery and signals', () => {
  it('listens to what the last answer names, and asks again', async () => {
    const { result, subscribed, signal } = setup([
      { text: 'one', names: ['a', 'b'] },
      { text: 'two', names: ['b', 'c'] },
      { text: 'three' },
    ]);
    expect(subscribed()).toEqual([]);
    await waitFor(() => expect(result.current.data?.text).toBe('one'));
    expect(subscribed()).toEqual(['a', 'b']);
    await signal('a');
    expect(result.current.data?.text).toBe('two');
    expect(subscribed()).toEqual(['b', 'c']);
    await signal('c');
    expect(result.current.data?.text).toBe('three');
    expect(subscribed()).toEqual([]);
  });

  it('goes on listening after a failure, and not after a refusal', async () => {
    const { result, subscribed, signal } = setup([
      { text: 'one', names: ['a'] },
      refused(503),
      refused(404),
    ]);
    await waitFor(() => expect(subscribed()).toEqual(['a']));
    await signal('a');
    expect(result.current.error?.message).toBe('No');
    expect(subscribed()).toEqual(['a']);
    await signal('a');
    expect(result.current.data).toBeUndefined();
    expect(subscribed()).toEqual([]);
  });

  it('does not listen to the answer of another question', async () => {
    const { ask, subscribed } = setup([
      { text: 'one', names: ['a'] },
      { text: 'two', names: ['b'] },
    ]);
    await waitFor(() => expect(subscribed()).toEqual(['a']));
    ask('second');
    expect(subscribed()).toEqual([]);
    await waitFor(() => expect(subscribed()).toEqual(['b']));
  });
});
