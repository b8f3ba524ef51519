import type { GateCode, GateDecision } from 'backstage-plugin-itsm-common';

const time = (at: unknown) =>
  typeof at === 'number' ? new Date(at).toISOString() : 'an unknown time';

type Params = Record<string, any>;

const MESSAGES: Record<
  GateCode,
  (params: Params, until: number | null) => string
> = {
  INVALID_DEFINITION: ({ invalid }) =>
    `Nothing is let through while a definition of the gate can not be read: ${invalid.join(', ')}. An administrator of ITSM has to correct it.`,
  UNKNOWN_ENTITY: () =>
    'The catalog has no such entity that this token can see. Correct the ref, or register the entity.',
  NOT_GATED: () => 'No gate is about this entity in this environment.',
  FREEZE: ({ name, reason }, until) =>
    `Frozen until ${time(until)} by '${name}': ${reason}`,
  INCIDENT: ({ number, priority, entity }) =>
    `${number ?? 'An incident'} (P${priority}) is open on ${entity ?? 'what this rests on'}. Wait until it is resolved, or link the change to it as its repair.`,
  NO_CHANGE: () => 'There is no change for it, and none could be opened.',
  MISMATCH: ({ number, reason }) =>
    `${number} is not the change of this deployment (${String(reason).replace(/_/g, ' ')}).`,
  REJECTED: ({ number }) => `${number} was rejected.`,
  ENDED: ({ number, state }) => `${number} is over: it is ${state}.`,
  COLLISION: ({ number }) =>
    `${number ?? 'Another change'} is being done to the same entity now.`,
  NOT_APPROVED: ({ number, missing }) =>
    missing.length > 0
      ? `${number} is not approved. It needs ${missing.join(', ')} before anybody can be asked.`
      : `${number} waits for its approval.`,
  OUTSIDE_PLANNED_TIME: ({ number, plannedStart, plannedEnd }, until) =>
    until === null
      ? `${number} was planned until ${time(plannedEnd)}. Plan it anew.`
      : `${number} is planned from ${time(plannedStart)}.`,
  APPROVED: ({ number }) => `${number} is approved.`,
};

/** The decision as a line of a pipeline's log. */
export const messageOf = ({
  code,
  params,
  until,
}: Pick<GateDecision, 'code' | 'params' | 'until'>): string =>
  MESSAGES[code](params, until);
