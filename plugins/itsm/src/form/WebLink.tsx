import type { ReactNode } from 'react';
import { Link } from '@backstage/ui';

/** The address of a web page; none of what a browser would run, and none of what only looks like one. */
function webAddress(value: unknown): URL | undefined {
  try {
    const url = new URL(String(value));
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A link to a page outside the portal, named by its host unless told; what is no address is text. */
export function WebLink(props: { url: unknown; children?: ReactNode }) {
  const address = webAddress(props.url);
  if (!address) return <>{props.children ?? String(props.url)}</>;
  return (
    <Link href={address.href} target="_blank" variant="body-medium">
      {props.children ?? address.host}
    </Link>
  );
}
