import { useState, type ReactNode } from 'react';
import { Link, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RecordPreview } from './RecordPreview';
import { useRecordPath } from './useRecordPath';

/**
 * A record's number as a link to its page. Hover or focus shows title, state, priority and
 * assignee; they are fetched then, with the reader's permissions.
 *
 * @public
 */
export function RecordLink(props: { number: string; children?: ReactNode }) {
  const path = useRecordPath();
  const [open, setOpen] = useState(false);
  return (
    <TooltipTrigger delay={400} isOpen={open} onOpenChange={setOpen}>
      <Link href={path(props.number)} variant="body-medium">
        {props.children ?? props.number}
      </Link>
      <Tooltip>{open && <RecordPreview number={props.number} />}</Tooltip>
    </TooltipTrigger>
  );
}
