import { absoluteInstant, relativeInstant } from './instants';
import { useLanguage } from './useLanguage';
import { useNow } from './useNow';

/**
 * An instant as people say it, with date, time and zone on hover. What is no instant is shown as it is.
 *
 * @public
 */
export function RelativeTime(props: {
  /** ISO 8601 or epoch milliseconds. */
  at: string | number;
  className?: string;
}) {
  const now = useNow();
  const language = useLanguage();
  const at = new Date(props.at).getTime();
  if (Number.isNaN(at)) return <>{props.at}</>;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={absoluteInstant(at, language)}
      className={props.className}
    >
      {relativeInstant(at, now, language)}
    </time>
  );
}
