import { z } from 'zod';
import { requiredText } from '../../fields';
import { conditionInput } from '../condition';
import { definitionType } from '../DefinitionType';
import { ENTITY_FACTS } from '../entityFacts';

/** @public */
export const gateSpec = z.strictObject({
  /** Entities whose deployments are asked about. */
  when: conditionInput,
  environments: z.array(requiredText(63)).min(1).max(20),
  /** What a pipeline does that gets no answer: it goes on (`open`), or it stops (`closed`). */
  withoutAnswer: z.enum(['open', 'closed']),
});
/** @public */
export type GateSpec = z.infer<typeof gateSpec>;

/** What is gated: everything else is let through, and registered. @public */
export const gateType = definitionType<GateSpec>({
  name: 'gate',
  plural: 'gates',
  spec: gateSpec,
  conditions: { when: ENTITY_FACTS },
  explain: ({ withoutAnswer }) => [{ code: `gate_${withoutAnswer}` }],
});
