import type { DefinitionTypeView } from '../../DefinitionTypeView';

/** Times in which changes are stopped, or expected. */
export const windowView: DefinitionTypeView = {
  name: 'window',
  plural: 'windows',
  title: 'definition.type.window.title',
  load: () => import('./windowParts').then(m => m.windowParts),
};
