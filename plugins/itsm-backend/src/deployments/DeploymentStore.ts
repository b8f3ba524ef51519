import type { DeploymentOutcome } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { toNullableNumber, toNumber } from '../database/database';
import { whereMeets, type Criteria } from '../access/criteria';
import { storedJson } from '../database/storedJson';
import type { Child, Completions } from './outcome';

/** Why nobody knows yet which entity a deployment is of. */
export type UnmappedReason = 'no_entity' | 'entity_not_allowed';

/** One run on one environment of one source. Times are epoch milliseconds. */
export interface Deployment {
  id: string;
  key: string;
  runKey: string;
  instance: string;
  /** Lower case. */
  repository: string | null;
  runId: string | null;
  environment: string;
  production: boolean;
  outcome: DeploymentOutcome;
  revision: string;
  ref: string | null;
  runUrl: string | null;
  deployer: string | null;
  attempt: number;
  startedAt: number | null;
  finishedAt: number | null;
  createdAt: number;
  children: Child[];
  recordId: string | null;
  unmappedReason: UnmappedReason | null;
}

/** Completions of runs that nothing deployed in; kept while their deliveries may come late. */
const RUN_RETENTION_MS = 7 * 24 * 3_600_000;

/** Rows of deployments and runs. Every write happens in a transaction that the caller opened. */
export class DeploymentStore {
  /**
   * Locks the run, so that all that is told of it is worked off one by one, over processes too:
   * of two parallel reports the second sees what the first one wrote. Makes the run if needed.
   */
  async lockRun(
    trx: Knex.Transaction,
    key: string,
    at: number,
  ): Promise<Completions> {
    const [row] = await trx('deployment_runs')
      .insert({ key, completions: '{}', touched_at: at })
      .onConflict('key')
      .merge({ touched_at: at })
      .returning('completions');
    return storedJson<Completions, Completions>(row.completions, {});
  }

  async writeCompletions(
    trx: Knex.Transaction,
    key: string,
    completions: Completions,
  ): Promise<void> {
    await trx('deployment_runs')
      .where({ key })
      .update({ completions: JSON.stringify(completions) });
  }

  async byId(knex: Knex, id: string): Promise<Deployment | undefined> {
    const row = await knex('deployments').where({ id }).first();
    return row && decode(row);
  }

  /** Deployments of a run, under any of its keys. To write to them, call it under the run's lock. */
  async ofRun(knex: Knex, ...runKeys: string[]): Promise<Deployment[]> {
    const rows = await knex('deployments')
      .whereIn('run_key', runKeys)
      .orderBy('id');
    return rows.map(row => decode(row));
  }

  async ofRecord(knex: Knex, recordId: string): Promise<Deployment[]> {
    const rows = await knex('deployments')
      .where({ record_id: recordId })
      .orderBy('id');
    return rows.map(row => decode(row));
  }

  async insert(trx: Knex.Transaction, deployment: Deployment): Promise<void> {
    await trx('deployments').insert(encodeDeployment(deployment));
  }

  async update(trx: Knex.Transaction, deployment: Deployment): Promise<void> {
    const { id, key, ...columns } = encodeDeployment(deployment);
    await trx('deployments').where({ id }).update(columns);
  }

  /** Entities of these deployments, by deployment id. */
  async entitiesOf(
    knex: Knex,
    ids: readonly string[],
  ): Promise<Map<string, string[]>> {
    const entities = new Map<string, string[]>(ids.map(id => [id, []]));
    if (ids.length === 0) return entities;
    const rows = await knex('deployment_entities')
      .whereIn('deployment_id', ids as string[])
      .orderBy('entity_ref');
    for (const row of rows) {
      entities.get(row.deployment_id)!.push(row.entity_ref);
    }
    return entities;
  }

  async addEntities(
    trx: Knex.Transaction,
    id: string,
    refs: readonly string[],
  ): Promise<void> {
    await trx('deployment_entities')
      .insert(refs.map(ref => ({ deployment_id: id, entity_ref: ref })))
      .onConflict(['deployment_id', 'entity_ref'])
      .ignore();
  }

  /**
   * Newest first; `before` is the id of the last row seen. Deployments of changes that do not meet
   * `readable` are left out.
   */
  async list(
    knex: Knex,
    query: {
      readable?: Criteria;
      entity?: string;
      unmapped?: boolean;
      before?: string;
      limit: number;
    },
  ): Promise<Deployment[]> {
    const rows = await knex('deployments')
      .modify(q => {
        if (query.unmapped) q.whereNotNull('unmapped_reason');
        if (query.before) q.where('deployments.id', '<', query.before);
        if (query.entity) {
          q.join(
            'deployment_entities as e',
            'e.deployment_id',
            'deployments.id',
          );
          q.where('e.entity_ref', query.entity);
        }
        const { readable = true } = query;
        if (readable !== true) {
          q.leftJoin('records as r', 'r.id', 'deployments.record_id');
          q.where(any =>
            any
              .whereNull('deployments.record_id')
              .orWhere(own => whereMeets(own, readable)),
          );
        }
      })
      // The join's own column keeps the sort on the index that finds the entity's rows.
      .orderBy(query.entity ? 'e.deployment_id' : 'deployments.id', 'desc')
      .limit(query.limit)
      .select('deployments.*');
    return (rows as any[]).map(row => decode(row, []));
  }

  /**
   * Forgets runs that were not heard of for a week. One that still comes back loses only the
   * ends of its attempts, which its jobs have told themselves by then.
   */
  async pruneRuns(knex: Knex, now: number): Promise<void> {
    await knex('deployment_runs')
      .where('touched_at', '<', now - RUN_RETENTION_MS)
      .delete();
  }
}

/**
 * @param unreadable - the children of a row that is broken, for those who only show it
 * @throws Error without it: what is written back must not lack what nobody could read
 */
function decode(row: any, unreadable?: Child[]): Deployment {
  const children = storedJson<Child[], Child[] | undefined>(
    row.children,
    unreadable,
  );
  if (!Array.isArray(children)) {
    throw new Error(`What is stored of deployment ${row.id} can't be read`);
  }
  return {
    id: row.id,
    key: row.key,
    runKey: row.run_key,
    instance: row.instance,
    repository: row.repository,
    runId: row.run_id,
    environment: row.environment,
    production: Boolean(row.production),
    outcome: row.outcome,
    revision: row.revision,
    ref: row.git_ref,
    runUrl: row.run_url,
    deployer: row.deployer,
    attempt: row.attempt,
    startedAt: toNullableNumber(row.started_at),
    finishedAt: toNullableNumber(row.finished_at),
    createdAt: toNumber(row.created_at),
    children,
    recordId: row.record_id,
    unmappedReason: row.unmapped_reason,
  };
}

/** A row of `deployments`. */
export function encodeDeployment(d: Deployment) {
  return {
    id: d.id,
    key: d.key,
    run_key: d.runKey,
    instance: d.instance,
    repository: d.repository,
    run_id: d.runId,
    environment: d.environment,
    production: d.production ? 1 : 0,
    outcome: d.outcome,
    revision: d.revision,
    git_ref: d.ref,
    run_url: d.runUrl,
    deployer: d.deployer,
    attempt: d.attempt,
    started_at: d.startedAt,
    finished_at: d.finishedAt,
    created_at: d.createdAt,
    children: JSON.stringify(d.children),
    record_id: d.recordId,
    unmapped_reason: d.unmappedReason,
  };
}
