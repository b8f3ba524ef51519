import {
  InvalidInputError,
  kindPermissions,
  outage,
  outageQuery,
  outageView,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { IANAZone } from 'luxon';
import { op, type Mounted } from '../http/operation';
import { aboutOf } from '../lists/listQueryOf';
import type { Upstream } from '../entities/Upstream';
import type { Outages } from './Outages';

/** Days on which something was broken, for kinds whose records say so. */
export function outageOperation(
  kind: KindDefinition,
  { outages, upstream }: { outages: Outages; upstream: Upstream },
): Mounted[] {
  if (!outage.of(kind)) return [];
  const { read } = kindPermissions(kind.name);
  return [
    op(
      {
        id: `outages-of-${kind.plural}`,
        method: 'get',
        path: `/v1/${kind.plural}/outages`,
        summary: `Days into which ${kind.plural} lasted, with the priority of the most urgent`,
        permission: { byRecord: read.name },
        query: outageQuery,
        result: outageView,
      },
      async ({ caller, query }) => {
        const { days, zone } = query;
        if (!IANAZone.isValidZone(zone)) {
          throw new InvalidInputError(
            `zone: '${zone}' is not a zone such as Europe/Vienna.`,
            { zone },
            'unknown_zone',
          );
        }
        const { credentials } = caller;
        const about = await aboutOf(query, { upstream, credentials });
        return outages.days(caller, kind, about, { days, zone });
      },
    ),
  ];
}
