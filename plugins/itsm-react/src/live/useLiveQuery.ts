import { useCallback, useEffect, useRef, useState } from 'react';
import { Refetcher } from './Refetcher';
import { useSignalHints } from './useSignalHints';
import { useVisibleInterval } from './useVisibleInterval';

/** Signals can be lost (another process, a proxy that cuts websockets): look again after this. */
const FALLBACK_MS = 30_000;

/** What a page knows about something on the server. @public */
export interface LiveQuery<T> {
  /** The last good answer; kept while a newer one is fetched or when fetching fails. */
  data: T | undefined;
  /** Why the last request failed. */
  error: Error | undefined;
  /** A request is running. */
  fetching: boolean;
  /** `data` belongs to an earlier question, such as the page before. */
  stale: boolean;
  /** Asks again. */
  refresh(): void;
  /** Puts the answer of a write in place of what was read. */
  replace(data: T): void;
}

/** How a live query follows and shows changes. @public */
export interface LiveQueryOptions<T = unknown> {
  /** Signal channels that hint at a change, as the last good answer names them. */
  channels?: (data: T) => readonly string[] | undefined;
  /** Show the answer to the previous question until the new one is answered. */
  keepPrevious?: boolean;
  /** Leave the server alone, for example while a dialog is closed. */
  disabled?: boolean;
}

interface State<T> {
  question: string;
  data?: T;
  error?: Error;
  fetching: boolean;
}

/** A reader who lost access must not keep what was read before. */
const revokes = (error: Error) =>
  [401, 403, 404].includes((error as { status?: number }).status ?? 0);

/**
 * Asks the server, and asks again when a signal says that something changed, when the user comes
 * back to the tab, and every 30 seconds while it is visible. `question` identifies what `load` asks
 * for; a change of it aborts the running request.
 *
 * @public
 */
export function useLiveQuery<T>(
  question: string,
  load: (signal: AbortSignal) => Promise<T>,
  options: LiveQueryOptions<T> = {},
): LiveQuery<T> {
  const { channels, keepPrevious = false, disabled = false } = options;
  const [state, setState] = useState<State<T>>({
    question,
    fetching: !disabled,
  });
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const refetcher = useRef<Refetcher<T>>();

  useEffect(() => {
    if (disabled) return undefined;
    const current = new Refetcher<T>(signal => latestLoad.current(signal), {
      started: () => setState(old => ({ ...old, fetching: true })),
      loaded: data => setState({ question, data, fetching: false }),
      failed: error =>
        setState(old => ({
          question,
          data:
            old.question === question && !revokes(error) ? old.data : undefined,
          error,
          fetching: false,
        })),
    });
    refetcher.current = current;
    current.hint();
    return () => {
      current.discard();
      refetcher.current = undefined;
    };
  }, [question, disabled]);

  const refresh = useCallback(() => refetcher.current?.hint(), []);
  const isAnswered = state.question === question && state.data !== undefined;
  useSignalHints((isAnswered && channels?.(state.data!)) || [], refresh);
  useVisibleInterval(
    FALLBACK_MS,
    useCallback(() => refetcher.current?.hintIfOlderThan(FALLBACK_MS), []),
  );
  const replace = useCallback(
    (data: T) => {
      refetcher.current?.discard();
      setState({ question, data, fetching: false });
    },
    [question],
  );

  const answersThis = state.question === question;
  return {
    data: answersThis || keepPrevious ? state.data : undefined,
    error: answersThis ? state.error : undefined,
    fetching: state.fetching || (!answersThis && !disabled),
    stale: !answersThis,
    refresh,
    replace,
  };
}
