import type { ConditionFacts } from './condition';

/** What conditions can ask of an entity, as the catalog has it at that moment. @public */
export const ENTITY_FACTS: ConditionFacts = {
  'entity.kind': { type: 'text', description: 'Kind, such as component' },
  'entity.namespace': { type: 'text', description: 'Namespace' },
  'entity.name': { type: 'text', description: 'Name' },
  'entity.ref': { type: 'text', description: 'Full ref' },
  'entity.type': { type: 'text', description: 'spec.type, such as service' },
  'entity.tier': { type: 'text', description: 'Annotation itsm/tier' },
  'entity.tags': { type: 'texts', description: 'Tags' },
  'entity.owners': {
    type: 'texts',
    description: 'Full refs of its owners, and of the groups above them',
  },
  'entity.containers': {
    type: 'texts',
    description: 'Full refs of the systems and domains that it is part of',
  },
};
