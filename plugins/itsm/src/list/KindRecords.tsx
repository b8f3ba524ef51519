import { Skeleton } from '@backstage/ui';
import { useKindViews } from 'backstage-plugin-itsm-react';
import { CreateButton } from '../create/CreateButton';
import { usePlural } from '../record/usePlural';
import { RecordList } from './RecordList';

/** The records of a kind, of one entity or of all, with the button that makes one. */
export function KindRecords(props: { kind: string; entity?: string }) {
  const plural = usePlural(props.kind);
  const view = useKindViews()?.get(props.kind);
  if (!view) return <Skeleton width="100%" height="24rem" />;
  const shared = { ...props, plural, view };
  return <RecordList {...shared} createButton={<CreateButton {...shared} />} />;
}
