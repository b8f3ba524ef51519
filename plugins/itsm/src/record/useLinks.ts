import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { LinkView, RecordView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { usePlural } from './usePlural';

/** The part of a link that names it. */
type LinkName = Pick<LinkView, 'role' | 'ref'> & {
  target: LinkView['target'];
};

/** Adds and removes links of a record; a failure is told, the list stays as the server has it. */
export function useLinks(
  record: RecordView,
  onChanged: (record: RecordView) => void,
) {
  const text = useItsmText();
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const [error, setError] = useState<string>();

  const change = async (request: Promise<RecordView>) => {
    try {
      onChanged(await request);
      setError(undefined);
    } catch (failure) {
      setError(failureText(failure, text));
    }
  };
  const input = ({ role, target, ref }: LinkName) => ({
    role,
    target: target as 'entity' | 'record',
    ref,
  });
  return {
    error,
    add: (link: LinkName) =>
      change(client.link(plural, record.number, input(link))),
    /** Accepts a link that another record proposes to this one, or declines it. */
    decide: ({ role, ref }: LinkName, accept: boolean) =>
      change(
        client.decideProposal(plural, record.number, { role, ref, accept }),
      ),
    remove: (link: LinkName) =>
      change(client.unlink(plural, record.number, input(link))),
  };
}
