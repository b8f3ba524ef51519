import {
  PRIORITY_PRESETS,
  type ActContext,
  type Capability,
  type ItsmRecord,
  type KindDefinition,
  type LinkedRecord,
  type LinkRole,
} from '../..';

export const AT = Date.UTC(2026, 0, 5, 9);
export const EDDIE = 'user:default/eddie';
export const RITA = 'user:default/rita';

export const SETTINGS = {
  matrix: PRIORITY_PRESETS.default,
  quietPeriodMs: 3_600_000,
  autoCloseMs: 7 * 86_400_000,
  kinds: ['incident', 'review'],
};

const AFFECTED = {
  role: 'affected' as const,
  target: 'entity' as const,
  ref: 'component:default/checkout',
};

/** A caller with these capabilities, on a record that affects checkout. */
export const contextOf = (
  capabilities: Capability[],
  o: Partial<ActContext> = {},
): ActContext => ({
  actor: { type: 'user', ref: EDDIE },
  at: AT,
  settings: SETTINGS,
  links: [AFFECTED],
  targets: new Map(),
  ownershipRefs: [],
  capabilities: new Set(capabilities),
  ...o,
});

export const SYSTEM = contextOf(['system'], {
  actor: { type: 'system', ref: 'system:lifecycle' },
});

/** A record of the kind that Rita asked for and Eddie works on. */
export const recordOf = (
  kind: KindDefinition,
  state: string,
  o: Partial<ItsmRecord<any>> = {},
): ItsmRecord<any> => ({
  id: 'id',
  number: `${kind.prefix}-000001`,
  kind: kind.name,
  desk: 'it',
  state,
  version: 1,
  title: 'Checkout answers 500',
  description: 'Every payment fails',
  impact: 'high',
  urgency: 'medium',
  priority: 2,
  environment: 'production',
  category: null,
  channel: 'portal',
  restricted: false,
  requester: RITA,
  openedBy: RITA,
  assignee: EDDIE,
  assignmentGroup: null,
  createdAt: AT - 1_000,
  updatedAt: AT - 1_000,
  startedAt: null,
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
  reopenCount: 0,
  data: {},
  dataVersion: 1,
  ...o,
});

/** A link with a record, as rules see it. */
export const linkTo = (
  role: LinkRole,
  ref: string,
  record: Partial<NonNullable<LinkedRecord['record']>>,
  incoming = false,
): LinkedRecord => ({
  role,
  target: 'record',
  ref,
  incoming,
  record: {
    kind: 'incident',
    state: 'new',
    open: true,
    priority: 3,
    assignee: null,
    assignmentGroup: null,
    createdAt: AT,
    ...record,
  },
});

/** The code with which something is refused; `ok` if it is not. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error: any) {
    return error.code;
  }
  return 'ok';
}
