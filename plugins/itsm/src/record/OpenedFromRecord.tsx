import { Flex } from '@backstage/ui';
import type { LinkRole, RecordView } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { CreateButton } from '../create/CreateButton';

/** Opens records of other kinds that begin with this one: a problem, a task, a review. */
export function OpenedFromRecord(props: {
  record: RecordView;
  view: KindView;
  onLink: (role: LinkRole, number: string) => void;
  onOpened: () => void;
}) {
  const { record, view } = props;
  const opens = (view.opens ?? []).filter(
    ({ link }) => !link || record.can.edit,
  );
  if (opens.length === 0) return null;
  return (
    <Flex gap="1" mt="2" style={{ flexWrap: 'wrap' }}>
      {opens.map(({ kind, link }) => (
        <CreateButton
          key={kind}
          kind={kind}
          size="small"
          variant="tertiary"
          from={record}
          onCreated={({ number }) =>
            link ? props.onLink(link, number) : props.onOpened()
          }
        />
      ))}
    </Flex>
  );
}
