import type { DefinitionTypeView } from '../../DefinitionTypeView';

/** Which entity another system means by a name. */
export const aliasView: DefinitionTypeView = {
  name: 'alias',
  plural: 'aliases',
  title: 'definition.type.alias.title',
  load: () => import('./aliasParts').then(m => m.aliasParts),
};
