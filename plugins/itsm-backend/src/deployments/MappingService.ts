import type { MappingInput } from 'backstage-plugin-itsm-common';
import type { Records } from '../records/Records';
import type { DeploymentService } from './DeploymentService';
import { lockMappings, type DeploymentStore } from './DeploymentStore';
import type { ReportOrigin } from './EntityMapping';
import { normalRepository, repositoryNames } from './identity';
import { writeMapping } from './mappingRows';

/** Waiting deployments that one call files; the sweep files what is left. */
const FILED_AT_ONCE = 500;
/** Older waiting deployments are filed by a mapping, not by chance. */
const SWEPT_MS = 3 * 24 * 3_600_000;

/** Maps repositories to entities, and files the deployments that waited for it. */
export class MappingService {
  constructor(
    private readonly o: {
      records: Records;
      store: DeploymentStore;
      deployments: DeploymentService;
      originOf: (instance: string) => ReportOrigin;
      now: () => number;
    },
  ) {}

  /** Entities are full refs that exist. Answers how many deployments found their place. */
  async map(input: MappingInput, by: string): Promise<number> {
    const { records, now } = this.o;
    const repository = normalRepository(input.repository)!;
    await records.knex.transaction(async trx => {
      // A delivery that has read the old mapping is filed by what follows, not forgotten.
      await lockMappings(trx);
      await writeMapping(
        trx,
        {
          instance: input.instance ?? '',
          repository,
          entities: [...new Set(input.entities)],
        },
        { at: now(), ref: by },
      );
    });
    return this.refile({
      repositories: repositoryNames(input.repository),
      instance: input.instance,
    });
  }

  /** Tries recent waiting deployments again: an annotation may have been added meanwhile. */
  async sweep(): Promise<number> {
    return this.refile({ since: this.o.now() - SWEPT_MS });
  }

  private async refile(query: {
    repositories?: readonly string[];
    instance?: string;
    since?: number;
  }): Promise<number> {
    const { records, store, deployments, originOf, now } = this.o;
    let filed = 0;
    for (const { id, instance } of await store.unmapped(
      records.knex,
      query,
      FILED_AT_ONCE,
    )) {
      const deployment = await deployments.refile(originOf(instance), id, {
        actor: { type: 'service', ref: `service:${instance}` },
        at: now(),
      });
      if (deployment && !deployment.unmappedReason) filed += 1;
    }
    return filed;
  }
}
