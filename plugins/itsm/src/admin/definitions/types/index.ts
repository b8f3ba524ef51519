import type { DefinitionTypeView } from '../DefinitionTypeView';
import { aliasView } from './alias/aliasView';
import { gateView } from './gate/gateView';
import { routingView } from './routing/routingView';
import { windowView } from './window/windowView';

/** What is decided under Administration: a type is a folder beside this file, and a line here. */
export const definitionTypeViews: readonly DefinitionTypeView[] = [
  routingView,
  windowView,
  gateView,
  aliasView,
];
