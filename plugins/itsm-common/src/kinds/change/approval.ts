import type { Refusal } from '../../errors';
import type { ActContext } from '../../kind';
import type { ItsmRecord } from '../../record';
import type { ChangeData } from './change';

/** One request for approval and, once given, its decision. @public */
export interface Approval {
  stage: 'assess' | 'authorize';
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

type Change = ItsmRecord<ChangeData>;

/** Asks every named approver for the stage. */
export function requestApprovals(
  record: Pick<Change, 'data'>,
  stage: Approval['stage'],
): Approval[] {
  const asked = (record.data.approvers ?? []).map(approver => ({
    stage,
    approver,
  }));
  return [...(record.data.approvals ?? []), ...asked];
}

/** Marks all requests and decisions as worthless, and keeps them for the audit. */
export function voidApprovals(record: Change): Pick<Change, 'data'> {
  return {
    data: {
      ...record.data,
      approvals: (record.data.approvals ?? []).map(approval => ({
        ...approval,
        voided: true,
      })),
    },
  };
}

/** The request that the caller can answer: named personally or by a group. */
export function answerable(
  record: Change,
  ctx: ActContext,
): Approval | undefined {
  return (record.data.approvals ?? []).find(
    approval =>
      !approval.voided &&
      !approval.decision &&
      approval.stage === record.state &&
      ctx.ownershipRefs.includes(approval.approver),
  );
}

/**
 * Segregation of duties (ISO/IEC 27001:2022 A.5.3, SOC 2 CC8.1): whoever asked for the change,
 * wrote any of it or runs it never decides on it, nor does somebody who was not asked.
 */
export function refuseDecision(
  record: Change,
  ctx: ActContext,
): Refusal | undefined {
  const own = [
    record.requester,
    record.openedBy,
    record.data.deployer,
    ...(record.data.authors ?? []),
  ];
  if (own.includes(ctx.actor.ref)) return { code: 'approver_is_requester' };
  return answerable(record, ctx) ? undefined : { code: 'not_asked' };
}

/** Writes the caller's decision; one answer settles the stage. */
export function decide(
  record: Change,
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
