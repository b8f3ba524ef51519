import {
  aliasType,
  type AliasSpec,
  deliveryReadPermission,
  deploymentCreatePermission,
  mappingUpdatePermission,
} from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { createDeployments } from './createDeployments';
import { readWaitingNames } from './waitingDeployments';

/** Deployments, the changes that they make, and the mapping of repositories to entities. */
export function deploymentsRoom({ services, kinds, ...house }: House): Room {
  const { operations, meaning, mappings, sweep } = createDeployments({
    ...house,
    config: services.config,
    logger: services.logger,
    change: kinds.find('change'),
    aliasNeedsApproval:
      aliasType.fourEyes ||
      house.config.definitions.fourEyes.includes(aliasType.name),
  });
  return {
    name: 'deployments',
    operations,
    meanings: [meaning],
    async unmatched(caller, query) {
      if (query.field !== 'repository') return [];
      const [mayRead] = await caller.has([deliveryReadPermission]);
      return mayRead ? readWaitingNames(house.knex, query) : [];
    },
    async onActivated(type, spec) {
      if (type === aliasType) await mappings.followAlias(spec as AliasSpec);
    },
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
