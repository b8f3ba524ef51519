import { aliasType } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { mergedDetails } from './outcome';

/** What decides which entities a waiting deployment may be of. */
interface Waiting {
  id: string;
  instance: string;
  repository: string | null;
  entityRef?: string;
}

/**
 * Deployments without entities after an id, oldest first: of one repository, or those since a time and all
 * whose repository is mapped by now.
 */
export async function waitingDeployments(
  knex: Knex,
  query: {
    instance?: string;
    /** By any of these names. */
    repositories?: readonly string[];
    /** Epoch milliseconds. */
    since?: number;
    after: string;
  },
  limit: number,
): Promise<Waiting[]> {
  const { since } = query;
  const mapped = knex('definition_keys')
    .where({ type: aliasType.name })
    .whereRaw(
      `"key" in ('repository::' || deployments.repository, 'repository:' || deployments.instance || ':' || deployments.repository)`,
    );
  const rows: any[] = await knex('deployments')
    .whereNotNull('unmapped_reason')
    .where('id', '>', query.after)
    .modify(q => {
      const { repositories } = query;
      if (repositories) q.whereIn('repository', repositories as string[]);
      if (query.instance) q.where({ instance: query.instance });
      if (since === undefined) return;
      q.where(any =>
        any.where('created_at', '>=', since).orWhereExists(mapped),
      );
    })
    .orderBy('id')
    .limit(limit)
    .select('id', 'instance', 'repository', 'children');
  return rows.map(({ children, ...row }) => ({
    ...row,
    entityRef: entityRefIn(children),
  }));
}

/** Repositories of deployments without entities, by the instances that reported them. */
export async function readWaitingNames(
  knex: Knex,
  q: { system?: string; names: readonly string[]; limit: number },
): Promise<{ system: string; name: string }[]> {
  return knex('deployments')
    .whereNotNull('unmapped_reason')
    .whereIn('repository', q.names as string[])
    .modify(query => {
      if (q.system) query.where({ instance: q.system });
    })
    .distinct('instance as system', 'repository as name')
    .orderBy(['repository', 'instance'])
    .limit(q.limit);
}

/** Which entity the reports name; none when what is stored of them is broken. */
function entityRefIn(children: string): string | undefined {
  try {
    return mergedDetails(JSON.parse(children)).entityRef;
  } catch {
    return undefined;
  }
}
