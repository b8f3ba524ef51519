import type { DefinitionTypeView } from '../../DefinitionTypeView';

/** What pipelines ask about before they deploy. */
export const gateView: DefinitionTypeView = {
  name: 'gate',
  plural: 'gates',
  title: 'definition.type.gate.title',
  load: () => import('./gateParts').then(m => m.gateParts),
};
