import type { AdministrationPage } from 'backstage-plugin-itsm-react';
import { titleText } from '../../title/Title';
import { permissionsOf, type DefinitionTypeView } from './DefinitionTypeView';

/** The page of a type under Administration. */
export const administrationPageOf = (
  view: DefinitionTypeView,
): AdministrationPage => ({
  path: view.plural,
  title: titleText(view.title),
  permissions: [permissionsOf(view).read],
  loader: () =>
    import('./DefinitionsPage').then(m => <m.DefinitionsPage view={view} />),
});
