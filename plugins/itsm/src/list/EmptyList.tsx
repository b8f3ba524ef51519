import type { ReactNode } from 'react';
import {
  RelativeTime,
  aboutEntity,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { EmptyState } from '../states/EmptyState';

/** Says what an empty list means, and when there was something last. */
export function EmptyList(props: {
  kind: string;
  plural: string;
  entity?: string;
  state: 'open' | 'closed' | 'all';
  filtered: boolean;
  action: ReactNode;
}) {
  const { t, code } = useItsmText();
  const { data } = useRecordList(
    props.plural,
    {
      state: 'closed',
      ...aboutEntity(props.entity),
      sort: 'updated',
      limit: 1,
    },
    { disabled: props.filtered || props.state !== 'open' },
  );
  const last = data?.items[0];
  const meaning = props.filtered ? 'none' : props.state;
  return (
    <EmptyState
      title={code(`kind.${props.kind}.empty.${meaning}`)}
      action={props.action}
    >
      {!props.filtered && (
        <>
          {last && (
            <p>
              {t('list.lastClosed')} <RelativeTime at={last.updatedAt} />.
            </p>
          )}
          <p>{code(`kind.${props.kind}.empty.hint`)}</p>
        </>
      )}
    </EmptyState>
  );
}
