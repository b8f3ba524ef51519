import { useApi } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { LinkRole, RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type KindView,
  type OpenedFrom,
} from 'backstage-plugin-itsm-react';
import { CreateButton } from '../create/CreateButton';
import { failureText } from '../states/failure';
import { usePlural } from './usePlural';
import { useToast } from './useToast';

interface Props {
  record: RecordView;
  onLink: (role: LinkRole, number: string) => void;
  onOpened: () => void;
}

/** Whether this record can be what the new one needs it to be: one that is only read holds no link. */
const isOffered = (
  { link, heldByNew, in: states }: OpenedFrom,
  r: RecordView,
) =>
  (!link || heldByNew || r.can.edit) && (!states || states.includes(r.state));

/** Opens records that begin with this one: a problem, a task, a review, or the same once more. */
export function OpenedFromRecord(props: Props & { view: KindView }) {
  const { view, ...rest } = props;
  const opens = (view.opens ?? []).filter(each =>
    isOffered(each, props.record),
  );
  if (opens.length === 0) return null;
  return (
    <Flex gap="1" mt="2" style={{ flexWrap: 'wrap' }}>
      {opens.map(each => (
        <Opener key={each.kind} {...rest} opened={each} />
      ))}
    </Flex>
  );
}

function Opener(props: Props & { opened: OpenedFrom }) {
  const { record, opened } = props;
  const { kind, link: role, heldByNew, label } = opened;
  const text = useItsmText();
  const toast = useToast();
  const client = useApi(itsmApiRef);
  const plural = usePlural(kind);

  const linkBack = async (number: string, held: LinkRole) => {
    try {
      const ref = record.number;
      await client.link(plural, number, { role: held, target: 'record', ref });
    } catch (failure) {
      toast({ title: failureText(failure, text), status: 'danger' });
    }
    props.onOpened();
  };
  const onCreated = ({ number }: RecordView) => {
    if (!role) props.onOpened();
    else if (heldByNew) void linkBack(number, role);
    else props.onLink(role, number);
  };
  return (
    <CreateButton
      kind={kind}
      size="small"
      variant="tertiary"
      label={label}
      from={record}
      onCreated={onCreated}
    />
  );
}
