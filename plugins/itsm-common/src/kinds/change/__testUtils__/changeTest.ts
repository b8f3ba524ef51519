import type { ActContext, Capability, ItsmRecord } from '../../..';
import { AT, contextOf, EDDIE, recordOf } from '../../__testUtils__/kindTest';
import { change } from '../change';
import type { ChangeData } from '../types';

export const HOUR = 3_600_000;
export const CHEN = 'user:default/chen';

/** A person with these capabilities, who is among the change managers. */
export const context = (
  actor: string,
  capabilities: Capability[],
  o: Partial<ActContext> = {},
): ActContext =>
  contextOf(capabilities, {
    actor: { type: 'user', ref: actor },
    ownershipRefs: [actor, 'group:default/change-managers'],
    ...o,
  });

/** All that a normal change needs before others are asked about it. */
export const PLAN: Partial<ChangeData> = {
  justification: 'Old version leaks',
  implementationPlan: 'Deploy',
  backoutPlan: 'Deploy the old one',
  testPlan: 'Pay once',
  plannedStart: AT - HOUR,
  plannedEnd: AT + HOUR,
  approvers: [CHEN],
};

/** A normal change that Eddie asked for. */
export const record = (
  state: string,
  data: Partial<ChangeData> = {},
): ItsmRecord<ChangeData> =>
  recordOf(change, state, {
    impact: null,
    urgency: null,
    priority: null,
    requester: EDDIE,
    openedBy: EDDIE,
    assignee: null,
    data: { type: 'normal', ...data },
  });
