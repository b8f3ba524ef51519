import { z } from 'zod';
import type { ActionDefinition, Effects } from '../../action';
import { noAutoClose } from './autoClose';

/** What closing asks for, refuses and does where the requester may say how content they are, 1 to 5. */
export const rated = {
  input: z.strictObject({
    satisfaction: z.number().int().min(1).max(5).optional(),
  }),
  refuseInput: (record, input, ctx) =>
    // Whoever did the work does not rate it
    input.satisfaction && ctx.actor.ref !== record.requester
      ? { code: 'satisfaction_is_the_requesters' }
      : undefined,
  apply: (_record, { satisfaction }): Effects => ({
    patch: satisfaction ? { data: { satisfaction } } : {},
    timers: [noAutoClose],
  }),
} satisfies Partial<ActionDefinition>;
