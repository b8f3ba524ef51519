import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '@backstage/ui';

/**
 * Tells screen readers that something changed by itself. `mark` identifies what is shown; the first
 * one is silent, because the reader has just opened the page.
 */
export function Announcer(props: { mark: string | undefined; text: string }) {
  const [said, setSaid] = useState('');
  const last = useRef(props.mark);
  useEffect(() => {
    if (props.mark === undefined || props.mark === last.current) return;
    if (last.current !== undefined) setSaid(props.text);
    last.current = props.mark;
  }, [props.mark, props.text]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
}
