import { absoluteInstant, relativeInstant } from './instants';
import { useLanguage } from './useLanguage';
import { useNow } from './useNow';

/**
 * An instant as people say it, with date, time and zone on hover.
 *
 * @public
 */
export function RelativeTime(props: {
  /** ISO 8601. */
  at: string;
  className?: string;
}) {
  const now = useNow();
  const language = useLanguage();
  const at = Date.parse(props.at);
  return (
    <time
      dateTime={props.at}
      title={absoluteInstant(at, language)}
      className={props.className}
    >
      {relativeInstant(at, now, language)}
    </time>
  );
}
