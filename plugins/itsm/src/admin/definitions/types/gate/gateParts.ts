import { gateType } from 'backstage-plugin-itsm-common';
import type { DefinitionParts } from '../../DefinitionTypeView';

export const gateParts: DefinitionParts = {
  type: gateType,
  fields: { environments: { widget: 'lines' } },
  order: ['when', 'environments', 'withoutAnswer'],
  initial: {
    when: { $all: [] },
    environments: ['production'],
    withoutAnswer: 'closed',
  },
  facts: { 'entity.ref': 'entity', 'entity.containers': 'container' },
};
