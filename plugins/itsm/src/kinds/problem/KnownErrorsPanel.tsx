import { isContainer } from 'backstage-plugin-itsm-common';
import { nearEntity } from 'backstage-plugin-itsm-react';
import { KnownErrors } from './KnownErrors';

/** What helps with an entity until it is repaired: the workarounds of its open problems, and of what it rests on. */
export const KnownErrorsPanel = ({ entity }: { entity: string }) => (
  <KnownErrors
    heading="h2"
    about={nearEntity(entity)}
    entities={isContainer(entity) ? [] : [entity]}
  />
);
