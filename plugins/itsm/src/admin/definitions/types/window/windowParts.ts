import { windowType } from 'backstage-plugin-itsm-common';
import type { DefinitionParts } from '../../DefinitionTypeView';

const stops = ({ effect }: Record<string, unknown>) => effect !== 'maintenance';

export const windowParts: DefinitionParts = {
  type: windowType,
  fields: {
    environments: { widget: 'lines' },
    exempt: { widget: 'lines', visible: stops },
    override: { widget: 'personsOrGroups', visible: stops },
  },
  order: [
    'effect',
    'reason',
    'when',
    'environments',
    'start',
    'end',
    'zone',
    'rule',
    'hard',
    'exempt',
    'override',
  ],
  initial: {
    effect: 'freeze',
    when: { $all: [] },
    environments: ['production'],
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    hard: true,
  },
  facts: { 'entity.ref': 'entity', 'entity.containers': 'container' },
};
