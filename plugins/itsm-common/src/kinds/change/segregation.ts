import type { ActContext } from '../../action';
import type { Refusal } from '../../errors';
import { consentedBy } from '../shared/approval';
import type { Change, ChangeType } from './types';

/** Types of changes whose approvers keep out of the work, unless the installation says otherwise. */
const SEPARATED: readonly ChangeType[] = ['normal'];

/**
 * Whoever agreed to a change neither does it nor says how it went (ISO/IEC 27001:2022 A.5.3, SOC 2 CC8.1). What
 * a pipeline did is known afterwards (`isSelfApproved`).
 */
export function refuseApprover(
  record: Change,
  { actor, settings }: ActContext,
): Refusal | undefined {
  const separated = settings.separateImplementer ?? SEPARATED;
  return separated.includes(record.data.type) &&
    consentedBy(record).includes(actor.ref)
    ? { code: 'approver_is_implementer' }
    : undefined;
}

/** Whether a pipeline that one of its approvers started did the change. */
export const isSelfApproved = (
  record: Change,
  { capabilities, settings }: ActContext,
): boolean =>
  capabilities.has('pipeline') &&
  (settings.separateImplementer ?? SEPARATED).includes(record.data.type) &&
  record.data.deployer !== undefined &&
  consentedBy(record).includes(record.data.deployer);

/** What an approver ran is confirmed by somebody who is neither. */
export const refuseSelfApproved = (
  record: Change,
  { actor, capabilities }: ActContext,
): Refusal | undefined =>
  record.data.selfApproved &&
  (capabilities.has('pipeline') ||
    capabilities.has('system') ||
    [record.data.deployer, ...consentedBy(record)].includes(actor.ref))
    ? { code: 'self_approved' }
    : undefined;
