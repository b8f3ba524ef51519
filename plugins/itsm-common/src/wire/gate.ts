import { z } from 'zod';
import { entityRef, recordNumber, requiredText, text } from '../fields';
import { GATE_CODES, GATE_VERDICTS } from '../gate/decideGate';
import { iso } from './parts';

/** What a pipeline asks before it deploys. What it says of itself loosens no verdict. @public */
export const gateCheckInput = z.strictObject({
  entityRef,
  environment: requiredText(63),
  /** Commit or version that is to be deployed. */
  revision: requiredText(200),
  /** Digest or name of what was built. */
  artifact: text(300).optional(),
  /** The same for every question of one run. */
  runId: requiredText(200),
  /** Where one run asks for several things. */
  stage: text(200).optional(),
  runUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  /** Number of the change that it is to belong to. */
  changeRef: recordNumber.optional(),
});
/** @public */
export type GateCheckInput = z.infer<typeof gateCheckInput>;

/** @public */
export const gateCheckQuery = z.strictObject({
  /** Seconds to wait for another answer than `wait`; left out: the answer of now. */
  wait: z.coerce.number().int().min(1).max(60).optional(),
});

/** The gate's answer. @public */
export const gateCheckView = z.object({
  id: z.string(),
  verdict: z.enum(GATE_VERDICTS),
  code: z.enum(GATE_CODES),
  params: z.record(z.string(), z.unknown()),
  /** For a log, in English. */
  message: z.string(),
  /** When the answer may become another one by itself; null: somebody has to do something. */
  until: iso.nullable(),
  /** What was allowed may begin until then; null for other answers. */
  expiresAt: iso.nullable(),
  /** Seconds after which to ask again, for those who don't wait; null when that changes nothing. */
  retryAfter: z.number().int().nullable(),
  change: z.object({ number: z.string(), url: z.string() }).nullable(),
  /** What to do without an answer, as the gate says; `open` where nothing is gated. */
  withoutAnswer: z.enum(['open', 'closed']),
  rules: z.array(
    z.object({
      rule: z.string(),
      passed: z.boolean(),
      saw: z.record(z.string(), z.unknown()),
    }),
  ),
  decidedAt: iso,
});
/** @public */
export type GateCheckView = z.infer<typeof gateCheckView>;
