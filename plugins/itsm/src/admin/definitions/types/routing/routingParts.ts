import { routingType } from 'backstage-plugin-itsm-common';
import type { DefinitionParts } from '../../DefinitionTypeView';

export const routingParts: DefinitionParts = {
  type: routingType,
  fields: { group: { widget: 'group' } },
  order: ['when', 'group', 'category', 'order'],
  initial: { order: 100, when: { $all: [] } },
  facts: {
    'record.kind': 'kind',
    'entity.ref': 'entity',
    'entity.containers': 'container',
  },
};
