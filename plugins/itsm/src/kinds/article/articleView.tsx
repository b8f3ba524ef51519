import { Text } from '@backstage/ui';
import type { ArticleDraft } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { ApprovalsPanel } from '../ApprovalsPanel';
import { given, textOf } from '../fieldFacts';
import { Timestamp } from '../Timestamp';
import { DraftPanel } from './DraftPanel';
import { HelpfulCell } from './HelpfulCell';
import { HelpfulPanel } from './HelpfulPanel';
import { KnownErrorsPanel } from '../problem/KnownErrorsPanel';
import { NearbyArticles } from './NearbyArticles';
import { sectionsOf } from './sectionsOf';
import { VersionsPanel } from './VersionsPanel';

/** How articles are shown. */
export const articleView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.article),
  prioritized: false,
  columns: [
    {
      id: 'version',
      exports: ['version'],
      label: 'field.version',
      width: 84,
      cell: record => textOf(record, 'version'),
    },
    {
      id: 'validTo',
      exports: ['validTo'],
      label: 'field.validTo',
      width: 108,
      cell: record => <Timestamp at={record.fields.validTo} />,
    },
    {
      id: 'helpful',
      label: 'field.helpful',
      width: 84,
      cell: record => <HelpfulCell record={record} />,
    },
    {
      id: 'reused',
      exports: ['reused'],
      label: 'field.reused',
      width: 84,
      cell: ({ fields }) => <Text>{Number(fields.reused) || '–'}</Text>,
    },
  ],
  listViews: [
    { label: 'list.view.approval', filters: { mine: 'approver' } },
    { label: 'list.view.updated', filters: { sort: 'updated' } },
  ],
  facts: record => [
    ...given(record, 'version', version => version),
    ...given(record, 'publishAt', at => <Timestamp at={at} />),
    ...given(record, 'publishedAt', at => <Timestamp at={at} />),
    ...given(record, 'validTo', at => <Timestamp at={at} />),
    ...given(record, 'retireReason', reason => reason),
  ],
  panels: [DraftPanel, ApprovalsPanel, VersionsPanel],
  textPanels: [HelpfulPanel],
  entityPanels: [KnownErrorsPanel, NearbyArticles],
  nextActions: [
    'publish',
    'publish_update',
    'retire',
    'request_review',
    'request_update',
    'check_out',
  ],
  actions: {
    // It begins with what is published; the panel of versions begins with an older text
    check_out: {
      fields: {
        title: { visible: () => false },
        description: { visible: () => false },
      },
    },
    discard_draft: { destructive: true },
    send_back: { destructive: true },
    send_back_update: { destructive: true },
    revert: { destructive: true },
    revert_update: { destructive: true },
    request_retirement: {
      destructive: true,
      fields: { successor: { widget: 'record' } },
    },
  },
  startedFrom: (from, code) => ({
    title: from.title,
    description: sectionsOf(from, code),
  }),
  createOrder: [
    'title',
    'description',
    'entities',
    'category',
    'approvers',
    'validTo',
    'restricted',
  ],
  editOrder: [
    'title',
    'description',
    'category',
    'approvers',
    'validTo',
    'restricted',
  ],
  // The next version, where there is one
  edited: record => {
    const draft = record.fields.draft as ArticleDraft | undefined;
    if (!draft) return {};
    const { title, description, validTo } = draft;
    return {
      title,
      description,
      // A date that was taken away is none, and not that of what is published
      ...(validTo !== undefined && {
        validTo: validTo ? new Date(validTo).toISOString() : '',
      }),
    };
  },
  fields: {},
};
