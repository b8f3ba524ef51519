import type {
  DeploymentPage,
  DeploymentView,
  KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { currentRef } from '../entities/renamed';
import { readReadable } from '../callers/readReadable';
import type { Records } from '../records/Records';
import type { SignalChannels } from '../signals/SignalChannels';
import type { Deployment, DeploymentStore } from './DeploymentStore';

const isoOrNull = (at: number | null) =>
  at === null ? null : new Date(at).toISOString();

function presentDeployment(
  d: Deployment,
  entities: readonly string[],
  change: string | null,
): DeploymentView {
  return {
    id: d.id,
    instance: d.instance,
    repository: d.repository,
    environment: d.environment,
    production: d.production,
    outcome: d.outcome,
    revision: d.revision,
    runUrl: d.runUrl,
    deployer: d.deployer,
    attempt: d.attempt,
    startedAt: isoOrNull(d.startedAt),
    finishedAt: isoOrNull(d.finishedAt),
    createdAt: new Date(d.createdAt).toISOString(),
    implausibleTimes: d.children.flatMap(({ implausible = [] }) =>
      implausible.map(({ state, told, at }) => ({
        state,
        reported: told,
        receivedAt: new Date(at).toISOString(),
      })),
    ),
    entities: [...entities],
    change,
    unmappedReason: d.unmappedReason,
  };
}

/** Lists deployments for a caller. One whose change the caller may not read is left out. */
export class DeploymentPages {
  constructor(
    private readonly options: {
      records: Records;
      store: DeploymentStore;
      change: KindDefinition | undefined;
      channels: SignalChannels;
    },
  ) {}

  /** @throws NotPermittedError when the caller may read no change at all. */
  async list(
    caller: Caller,
    query: {
      entity?: string;
      unmapped?: boolean;
      cursor?: string;
      limit: number;
    },
  ): Promise<DeploymentPage> {
    const { records, store, change } = this.options;
    const readable = change
      ? await caller.criteria(change.name, 'read')
      : false;
    if (change && !query.unmapped && readable === false) {
      caller.denied(`itsm.${change.name}.read`);
    }
    const entity =
      query.entity && (await currentRef(records.knex, query.entity));
    const found = await store.list(records.knex, {
      // Left out by the database: a page with gaps, or a cursor to what is hidden, would tell of it.
      readable,
      entity,
      unmapped: query.unmapped,
      before: query.cursor,
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    const [numbers, entities] = await Promise.all([
      this.readableChanges(caller, page),
      store.entitiesOf(
        records.knex,
        page.map(d => d.id),
      ),
    ]);
    return {
      items: page
        .filter(d => d.recordId === null || numbers.has(d.recordId))
        .map(d =>
          presentDeployment(
            d,
            entities.get(d.id) ?? [],
            d.recordId === null ? null : numbers.get(d.recordId)!,
          ),
        ),
      nextCursor: found.length > query.limit ? page[page.length - 1].id : null,
      ...(change &&
        entity &&
        this.options.channels.ofList(
          [{ kind: change.name, criteria: readable }],
          {
            followed: [entity],
          },
        )),
    };
  }

  /** One deployment, for whoever reported it. */
  async view(deployment: Deployment, change: string | null) {
    const { records, store } = this.options;
    const { id } = deployment;
    const entities = await store.entitiesOf(records.knex, [id]);
    return presentDeployment(deployment, entities.get(id)!, change);
  }

  /** Numbers of the changes that the caller may read, by record id. */
  private async readableChanges(
    caller: Caller,
    page: readonly Deployment[],
  ): Promise<Map<string, string>> {
    const ids = page.flatMap(d => d.recordId ?? []);
    const found = await readReadable(this.options.records, caller, 'id', ids);
    return new Map(found.map(({ record }) => [record.id, record.number]));
  }
}
