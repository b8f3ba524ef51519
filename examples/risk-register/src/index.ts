import { createKindModule } from 'backstage-plugin-itsm';
import { riskTranslationRef } from './riskTranslationRef';

/** Shows the kind: tabs, lists, forms and pages. */
export default createKindModule({
  kind: 'risk',
  plural: 'risks',
  prefix: 'RSK',
  title: riskTranslationRef('title'),
  tab: true,
  entityTab: true,
  texts: { new: 'Register risk', name: 'Risk', plural: 'Risks' },
  load: () => import('./riskView').then(m => m.riskView),
});
