import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

/**
 * Calls back when one of the channels signals. Messages carry nothing: a signal is only a reason
 * to look. Without the signals plugin nothing happens.
 */
export function useSignalHints(
  channels: readonly string[],
  onHint: () => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onHint);
  latest.current = onHint;
  const key = channels.join('\n');

  useEffect(() => {
    if (!signals || !key) return undefined;
    const subscribers = key
      .split('\n')
      .map(channel => signals.subscribe(channel, () => latest.current()));
    return () => subscribers.forEach(each => each.unsubscribe());
  }, [signals, key]);
}
