import type {
  RecordSummary,
  RecordView,
  SettingsView,
} from 'backstage-plugin-itsm-common';

// Apart from the server that gives them: what needs no page should not load one.

export type Answer = { status?: number; body?: unknown };

export const settings = (patch: Partial<SettingsView> = {}): SettingsView => ({
  matrix: {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 5 },
  },
  readOnly: false,
  kinds: [{ name: 'incident', plural: 'incidents' }],
  desks: [{ name: 'it', title: 'IT', titles: {}, confidential: false }],
  quietPeriodMinutes: 60,
  maxAttachmentBytes: 1_000_000,
  permissions: ['itsm.incident.create'],
  ...patch,
});

export const summary = (patch: Partial<RecordSummary> = {}): RecordSummary => ({
  number: 'INC-000001',
  kind: 'incident',
  desk: 'it',
  state: 'new',
  phase: 'active',
  version: 1,
  title: 'Payments time out',
  priority: 2,
  impact: 'high',
  urgency: 'medium',
  environment: 'production',
  category: null,
  restricted: false,
  requester: 'user:default/rita',
  assignee: null,
  assignmentGroup: 'group:default/team-a',
  createdAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-01-01T10:00:00.000Z',
  entities: ['component:default/payments'],
  entityCount: 1,
  fields: {},
  actions: [],
  ...patch,
});

export const record = (patch: Partial<RecordView> = {}): RecordView => ({
  ...summary(),
  description: 'Every second one.',
  channel: 'portal',
  openedBy: 'user:default/rita',
  startedAt: null,
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
  reopenCount: 0,
  links: [
    {
      role: 'affected',
      target: 'entity',
      ref: 'component:default/payments',
      incoming: false,
    },
  ],
  attachments: [],
  watching: false,
  actions: [{ name: 'start' }],
  nextLinks: null,
  can: {
    edit: true,
    comment: true,
    commentInternally: true,
    watch: true,
    consent: true,
  },
  timeline: { items: [], nextCursor: null },
  ...patch,
});

/** An error as the server sends it. */
export const refusal = (
  status: number,
  code: string,
  extra: { params?: object; current?: RecordView } = {},
): Answer => ({
  status,
  body: {
    error: { name: 'Error', message: code, code, params: extra.params ?? {} },
    current: extra.current,
  },
});
