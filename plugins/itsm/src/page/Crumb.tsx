import type { ReactNode } from 'react';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { ItsmTitle } from 'backstage-plugin-itsm-react';
import { useTitle } from '../title/Title';

/** A page among the breadcrumbs of Backstage's header. */
export function Crumb(props: {
  title: ItsmTitle;
  href: string;
  children: ReactNode;
}) {
  const label = useTitle(props.title);
  return (
    <BreadcrumbEntry entry={{ label, href: props.href }}>
      {props.children}
    </BreadcrumbEntry>
  );
}
