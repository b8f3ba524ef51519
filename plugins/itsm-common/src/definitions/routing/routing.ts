import { z } from 'zod';
import { conditionInput, type ConditionFacts } from '../condition';
import { definitionType } from '../DefinitionType';
import { ENTITY_FACTS } from '../entityFacts';

/**
 * What routing rules can ask. The record is as it is opened, and nothing that it affects has an owner.
 *
 * @public
 */
export const ROUTING_FACTS: ConditionFacts = {
  'record.kind': {
    type: 'text',
    description: 'Kind of record, such as incident',
  },
  'record.desk': { type: 'text', description: 'Desk that it belongs to' },
  'record.category': {
    type: 'text',
    description: 'Category; does not exist when nobody chose one',
  },
  'record.environment': {
    type: 'text',
    description: 'Environment, such as production',
  },
  // Of each entity that it affects; none of these exists when it affects nothing
  ...ENTITY_FACTS,
};

/** Letters as the catalog compares them: a rule that names no ref in full would never find its group. */
const GROUP_REF = /^group:[^:/\s\p{Cc}A-Z]+\/[^:/\s\p{Cc}A-Z]+$/u;

/** @public */
export const routingSpec = z.strictObject({
  /** Rules are asked in this order, those with the same number by name; the first that matches decides. */
  order: z.number().int().min(1).max(10_000),
  when: conditionInput,
  /** Full ref of the group that works on the record. */
  group: z
    .string()
    .max(300)
    .regex(GROUP_REF, 'must be a full ref in lower case: group:default/name')
    .optional(),
  /** For a record that has none. */
  category: z.string().trim().min(1).max(100).optional(),
  /** The desk of a record that nobody chose one for; without `group`, its group works on it. */
  desk: z.string().trim().min(1).max(40).optional(),
});
/** @public */
export type RoutingSpec = z.infer<typeof routingSpec>;

/** Who works on records that affect nothing with an owner. @public */
export const routingType = definitionType<RoutingSpec>({
  name: 'routing',
  plural: 'routing-rules',
  spec: routingSpec,
  conditions: { when: ROUTING_FACTS },
  check: ({ group, category, desk }) =>
    group === undefined && category === undefined && desk === undefined
      ? [
          {
            path: '',
            code: 'routing_empty',
            message: 'Name a group, a category or a desk.',
            params: {},
          },
        ]
      : [],
  refs: ({ group }) => (group ? [group] : []),
  desks: ({ desk }) => (desk ? [desk] : []),
  explain: ({ group, category, desk }) => [
    ...(group ? [{ code: 'routing_group', params: { group } }] : []),
    ...(category ? [{ code: 'routing_category', params: { category } }] : []),
    ...(desk ? [{ code: 'routing_desk', params: { desk } }] : []),
  ],
});
