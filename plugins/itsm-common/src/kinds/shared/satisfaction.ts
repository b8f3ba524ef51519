import { z } from 'zod';
import type { ActContext } from '../../kind';
import type { ItsmRecord } from '../../record';

/** How content the requester is with the result, 1 to 5. */
export const satisfaction = z.number().int().min(1).max(5).optional();

/** Whoever did the work does not rate it. */
export const refuseRating = (
  record: ItsmRecord,
  input: { satisfaction?: number },
  ctx: ActContext,
) =>
  input.satisfaction && ctx.actor.ref !== record.requester
    ? { code: 'satisfaction_is_the_requesters' }
    : undefined;
