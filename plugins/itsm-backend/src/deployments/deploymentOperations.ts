import {
  deliveryReadPermission,
  deploymentCreatePermission,
  deploymentPage,
  deploymentReport,
  deploymentView,
  InvalidInputError,
  mappingInput,
  mappingResult,
  mappingUpdatePermission,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { fullRef, type EntityLookup } from '../entities/EntityLookup';
import { op, type Mounted } from '../http/operation';
import type { DeploymentPages } from './DeploymentPages';
import type { DeploymentService } from './DeploymentService';
import type { ReportOrigin } from './EntityMapping';
import { readIdCursor } from '../http/idCursor';
import type { MappingService } from './MappingService';

interface Services {
  deployments: DeploymentService;
  pages: DeploymentPages;
  mappings: MappingService;
  entities: Pick<EntityLookup, 'require'>;
  /** Where reports of this API come from. */
  api: ReportOrigin;
  /** Names of hooks, and of this API. */
  instances: readonly string[];
  appBaseUrl: string;
  now: () => number;
}

const deploymentQuery = z.strictObject({
  entity: z.string().min(1).max(300).optional(),
  unmapped: z.literal('true').optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const reportAnswer = z.object({
  deployment: deploymentView,
  /** Null for an environment that is not production, and while the deployment is unmapped. */
  change: z
    .object({ number: z.string(), state: z.string(), url: z.string() })
    .nullable(),
});

/** The operations over deployments and over the mapping of repositories. */
export function deploymentOperations(s: Services): Mounted[] {
  return [
    op(
      {
        id: 'list-deployments',
        method: 'get',
        path: '/v1/deployments',
        summary:
          'Deployments of an entity, newest first; or those that wait for a mapping',
        permission: { byRecord: 'itsm.change.read' },
        query: deploymentQuery,
        result: deploymentPage,
      },
      async ({ caller, query }) => {
        const { entity, unmapped, cursor, limit } = query;
        if (unmapped || !entity) await caller.require(deliveryReadPermission);
        return s.pages.list(caller, {
          entity: entity && fullRef(entity),
          unmapped: Boolean(unmapped),
          cursor: readIdCursor(cursor),
          limit,
        });
      },
    ),
    op(
      {
        id: 'report-deployment',
        method: 'post',
        path: '/v1/deployments',
        summary:
          'Report a deployment, or a new state of one; a repeat changes nothing',
        permission: deploymentCreatePermission,
        body: deploymentReport,
        result: reportAnswer,
      },
      async ({ caller, body }) => {
        const [{ deployment, record }] = await s.deployments.report(
          // Two pipelines that count their runs alike must not share deployments
          { ...s.api, caller: caller.actor.ref },
          { deployments: [body] },
          { at: s.now(), actor: caller.actor },
        );
        return {
          deployment: await s.pages.view(deployment, record?.number ?? null),
          change: record
            ? {
                number: record.number,
                state: record.state,
                url: `${s.appBaseUrl}/itsm/r/${record.number}`,
              }
            : null,
        };
      },
    ),
    op(
      {
        id: 'map-repository',
        method: 'post',
        path: '/v1/mappings',
        summary:
          'Map a repository to entities by an alias, and file the deployments that waited for it',
        permission: mappingUpdatePermission,
        body: mappingInput,
        result: mappingResult,
      },
      async ({ caller, body }) => {
        if (body.instance && !s.instances.includes(body.instance)) {
          throw new InvalidInputError(
            `There is no hook '${body.instance}'.`,
            { instances: s.instances },
            'unknown_instance',
          );
        }
        const entities = body.entities.map((ref: string) => fullRef(ref));
        await s.entities.require(entities, caller.credentials);
        return s.mappings.map({ ...body, entities }, caller.actor.ref);
      },
    ),
  ];
}
