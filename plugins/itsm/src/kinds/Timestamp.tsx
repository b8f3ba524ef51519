import { RelativeTime } from 'backstage-plugin-itsm-react';

/** An instant that may not have come yet; in milliseconds where the server has it inside a field. */
export function Timestamp(props: { at: unknown }) {
  const { at } = props;
  return typeof at === 'string' || typeof at === 'number' ? (
    <RelativeTime at={at} />
  ) : (
    <>–</>
  );
}
