import { RelativeTime } from 'backstage-plugin-itsm-react';

/** An instant that may not have come yet. */
export function Timestamp(props: { at: unknown }) {
  return typeof props.at === 'string' ? <RelativeTime at={props.at} /> : <>–</>;
}
