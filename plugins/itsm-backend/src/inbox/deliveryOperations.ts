import {
  deliveryPage,
  deliveryReadPermission,
  deliveryView,
  deploymentCreatePermission,
  mappingUpdatePermission,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { op, type Mounted } from '../http/operation';
import type { DeliveryService } from './DeliveryService';

const deliveryQuery = z.strictObject({
  status: z.enum(['received', 'processed', 'ignored', 'dead']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** The operations over received webhooks. */
export function deliveryOperations(deliveries: DeliveryService): Mounted[] {
  return [
    op(
      {
        id: 'list-deliveries',
        method: 'get',
        path: '/v1/deliveries',
        summary: 'Received webhooks, newest first',
        permission: deliveryReadPermission,
        query: deliveryQuery,
        result: deliveryPage,
      },
      ({ query }) => deliveries.list(query),
    ),
    op(
      {
        id: 'get-delivery',
        method: 'get',
        path: '/v1/deliveries/{id}',
        summary: 'What became of one webhook',
        // A pipeline may follow what was sent; the id is told to the sender alone.
        permission: {
          anyOf: [deploymentCreatePermission, deliveryReadPermission],
        },
        result: deliveryView,
      },
      ({ params }) => deliveries.byId(params.id),
    ),
    op(
      {
        id: 'requeue-delivery',
        method: 'post',
        path: '/v1/deliveries/{id}/actions/requeue',
        summary: 'Try a dead or ignored delivery again',
        permission: mappingUpdatePermission,
        body: z.strictObject({}),
        result: deliveryView,
      },
      ({ params }) => deliveries.requeue(params.id),
    ),
  ];
}
