import type { DefinitionTypeView } from '../../DefinitionTypeView';

/** Rules that say who works on what nobody owns. */
export const routingView: DefinitionTypeView = {
  name: 'routing',
  plural: 'routing-rules',
  title: 'definition.type.routing.title',
  load: () => import('./routingParts').then(m => m.routingParts),
};
