import type { Refusal } from '../../errors';
import type { ActContext } from '../../action';
import type { ItsmRecord } from '../../record';

/** One request for approval and, once given, its decision. @public */
export interface Approval {
  /** The state in which it is asked for. */
  stage: string;
  /** Entity ref of a person or group. */
  approver: string;
  decision?: 'approved' | 'rejected';
  decidedBy?: string;
  /** Epoch milliseconds. */
  decidedAt?: number;
  comment?: string;
  /** What was approved has changed since. */
  voided?: boolean;
}

/** Data of kinds that others decide on. @public */
export interface ApprovableData extends Record<string, unknown> {
  /** Entity refs of those who may approve; a person or a group. */
  approvers?: string[];
  approvals?: Approval[];
  /** Everyone who wrote any of what is decided on: none of them decides. */
  authors?: string[];
}

type Approvable = ItsmRecord<ApprovableData>;

/** Asks every named approver for the stage. */
export function requestApprovals(
  record: Pick<Approvable, 'data'>,
  stage: string,
): Approval[] {
  const asked = (record.data.approvers ?? []).map(approver => ({
    stage,
    approver,
  }));
  return [...(record.data.approvals ?? []), ...asked];
}

/** Marks all requests and decisions as worthless, and keeps them for the audit. */
export const voidApprovals = ({ data }: Pick<Approvable, 'data'>): Approval[] =>
  (data.approvals ?? []).map(approval => ({ ...approval, voided: true }));

/** The request that the caller can answer: named personally or by a group. */
function answerable(record: Approvable, ctx: ActContext): Approval | undefined {
  return (record.data.approvals ?? []).find(
    approval =>
      !approval.voided &&
      !approval.decision &&
      approval.stage === record.state &&
      ctx.ownershipRefs.includes(approval.approver),
  );
}

/**
 * Segregation of duties (ISO/IEC 27001:2022 A.5.3, SOC 2 CC8.1): whoever asked for it, typed it or
 * has a part in it (`own`) never decides on it, nor does somebody who was not asked.
 */
export function refuseDecision(
  record: Approvable,
  ctx: ActContext,
  own: readonly (string | undefined)[] = [],
): Refusal | undefined {
  return [record.requester, record.openedBy, ...own].includes(ctx.actor.ref)
    ? { code: 'approver_is_requester' }
    : refuseUnasked(record, ctx);
}

const refuseUnasked = (record: Approvable, ctx: ActContext) =>
  answerable(record, ctx) ? undefined : { code: 'not_asked' };

/** Everyone who wrote any of what is decided on, and these. */
export const authorsWith = (
  { data }: Pick<Approvable, 'data'>,
  ...refs: string[]
): string[] => [...new Set([...(data.authors ?? []), ...refs])];

/** Who gave their consent as it stands. */
export const consentedBy = ({ data }: Pick<Approvable, 'data'>): string[] =>
  (data.approvals ?? [])
    .filter(({ decision, voided }) => decision === 'approved' && !voided)
    .flatMap(({ decidedBy }) => decidedBy ?? []);

/**
 * What an approver reads is content, whatever form it has: whoever adds to it while it is decided on has a part
 * in it.
 */
export const writesContentIn =
  (...states: string[]) =>
  (record: Approvable, _what: unknown, { actor }: ActContext) =>
    states.includes(record.state)
      ? { patch: { data: { authors: authorsWith(record, actor.ref) } } }
      : {};

/** Who is asked now. */
export const askedApprovers = ({ data }: Approvable) =>
  (data.approvals ?? [])
    .filter(approval => !approval.voided && !approval.decision)
    .map(approval => ({ role: 'approver' as const, ref: approval.approver }));

/** Writes the caller's decision; one answer settles the stage. */
export function decide(
  record: Approvable,
  decision: 'approved' | 'rejected',
  comment: string | undefined,
  ctx: ActContext,
): Approval[] {
  const answered = answerable(record, ctx);
  return (record.data.approvals ?? []).map(approval => {
    if (approval === answered) {
      return {
        ...approval,
        decision,
        decidedBy: ctx.actor.ref,
        decidedAt: ctx.at,
        comment,
      };
    }
    const settled =
      approval.stage === record.state && !approval.decision && !approval.voided;
    return settled || decision === 'rejected'
      ? { ...approval, voided: true }
      : approval;
  });
}
