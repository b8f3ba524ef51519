import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RecordFilter } from 'backstage-plugin-itsm-node';
import { Caller } from './access/Caller';
import { RepeatedAnswers } from './callers/RepeatedAnswers';
import type { House } from './House';
import { basicPermissionsOf } from './room';
import { IdempotencyStore } from './http/idempotency';
import { createRouter } from './http/router';
import type { RunningRequests } from './http/RunningRequests';

/** Makes the operations and hooks of all rooms the HTTP API of the plugin. */
export function mountRooms(
  { services, rooms, records, reader, config, knex, now }: House,
  o: {
    requests: RunningRequests;
    version: string;
    toFilters: (conditions: any) => PermissionCriteria<RecordFilter>;
  },
): IdempotencyStore {
  const { httpRouter, httpAuth, auditor, metrics, logger } = services;
  const actions = metrics.createCounter('itsm.actions', {
    description: 'Write operations, by operation and result',
    unit: '{operation}',
  });
  const denials = metrics.createCounter('itsm.permission.denials', {
    description: 'Requests refused by the policy, by permission',
    unit: '{request}',
  });
  const basicPermissions = basicPermissionsOf(rooms);
  const idempotency = new IdempotencyStore(knex, now);
  const hooks = rooms.flatMap(room => room.hooks ?? []);
  httpRouter.use(
    createRouter({
      hooks,
      running: o.requests,
      operations: rooms.flatMap(room => room.operations ?? []),
      mounting: {
        httpAuth,
        auditor,
        idempotency,
        tracked: work => o.requests.tracked(work),
        readOnly: config.readOnly,
        callerOf: credentials =>
          new Caller(
            { ...services, toFilters: o.toFilters, basicPermissions },
            credentials,
            permission => denials.add(1, { permission }),
          ),
        repeats: new RepeatedAnswers(records, reader),
        onAnswered: (operation, result) =>
          actions.add(1, { operation, result }),
      },
      version: o.version,
      logger,
    }),
  );
  for (const path of [...hooks.map(hook => hook.path), '/openapi.json']) {
    httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
  }
  return idempotency;
}
