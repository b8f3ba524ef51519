import {
  deploymentCreatePermission,
  mappingUpdatePermission,
} from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { createDeployments } from './createDeployments';

/** Deployments, the changes that they make, and the mapping of repositories to entities. */
export function deploymentsRoom({ services, kinds, ...house }: House): Room {
  const { operations, meaning, sweep } = createDeployments({
    ...house,
    config: services.config,
    logger: services.logger,
    change: kinds.find('change'),
  });
  return {
    name: 'deployments',
    operations,
    meanings: [meaning],
    permissions: [deploymentCreatePermission, mappingUpdatePermission],
    tasks: [
      {
        id: 'itsm-deployments-sweep',
        scope: 'global',
        everySeconds: 900,
        run: sweep,
      },
    ],
  };
}
