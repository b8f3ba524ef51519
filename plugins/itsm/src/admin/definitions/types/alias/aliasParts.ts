import { aliasType } from 'backstage-plugin-itsm-common';
import type { DefinitionParts } from '../../DefinitionTypeView';

export const aliasParts: DefinitionParts = {
  type: aliasType,
  fields: { names: { widget: 'lines' }, entities: { widget: 'entities' } },
  order: ['field', 'names', 'entities', 'system'],
  initial: { field: 'repository' },
  facts: {},
};
