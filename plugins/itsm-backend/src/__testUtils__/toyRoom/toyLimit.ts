import {
  conditionInput,
  definitionType,
  type ConditionFacts,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';

/** What limits of toys can ask. */
export const TOY_LIMIT_FACTS: ConditionFacts = {
  'record.kind': { type: 'text', description: 'Kind, such as incident' },
  'record.category': {
    type: 'text',
    description: 'Category; does not exist when nobody chose one',
  },
};

const toyLimitSpec = z.strictObject({
  when: conditionInput,
  /** Most turns at once. */
  turns: z.int().min(1).max(20),
});
export type ToyLimitSpec = z.infer<typeof toyLimitSpec>;

/** How far toys may be wound up. */
export const toyLimitType = definitionType<ToyLimitSpec>({
  name: 'toy-limit',
  plural: 'toy-limits',
  spec: toyLimitSpec,
  conditions: { when: TOY_LIMIT_FACTS },
  explain: ({ turns }) => [{ code: 'toy_limit_turns', params: { turns } }],
});
