import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  AliasSpec,
  MappingInput,
  MappingResult,
} from 'backstage-plugin-itsm-common';
import { writeAlias } from '../aliases/writeAlias';
import type { Records } from '../records/Records';
import type { DeploymentService } from './DeploymentService';
import type { ReportOrigin } from './EntityMapping';
import { normalRepository, repositoryNames } from './identity';
import { waitingDeployments } from './waitingDeployments';

/** Waiting deployments that one call files; the sweep files what is left. */
const FILED_AT_ONCE = 500;
/** Older waiting deployments are filed by a mapping, not by chance. */
const SWEPT_MS = 3 * 24 * 3_600_000;
/** Waiting deployments that are in memory at a time. */
const PAGE = 500;
/** Deployments for which one sweep asks the catalog; the next sweep goes on with those after them. */
const TRIED_AT_ONCE = 2_000;

/** Maps repositories to entities, and files the deployments that waited for it. */
export class MappingService {
  /** The last one that a sweep has tried when it had to stop; the next one begins after it. */
  private sweptUpTo = '';

  constructor(
    private readonly options: {
      records: Records;
      deployments: DeploymentService;
      originOf: (instance: string) => ReportOrigin;
      /** Somebody else has to approve an alias before it counts. */
      aliasNeedsApproval: boolean;
      now: () => number;
      logger: Pick<LoggerService, 'warn'>;
    },
  ) {}

  /**
   * Writes the alias that says it from now on; entities are full refs that exist. What waited for it is filed, unless
   * somebody else has to approve the alias.
   *
   * @throws ConflictingError when an alias in force says it that can't be changed by this
   */
  async map(input: MappingInput, by: string): Promise<MappingResult> {
    const { records, aliasNeedsApproval, now } = this.options;
    const { id, name, state } = await records.knex.transaction(trx =>
      writeAlias(trx, {
        field: 'repository',
        system: input.instance ?? '',
        name: normalRepository(input.repository)!,
        entities: input.entities,
        desk: records.options.desks.default,
        needsApproval: aliasNeedsApproval,
        by,
        at: now(),
      }),
    );
    const mapped = aliasNeedsApproval
      ? 0
      : await this.fileMapped([input.repository], input.instance);
    return { mapped, alias: { id, name, state } };
  }

  /** Files what waited for an alias that is in force now. */
  async followAlias({ field, system, names }: AliasSpec): Promise<void> {
    if (field === 'repository') await this.fileMapped(names, system);
  }

  private async fileMapped(
    repositories: readonly string[],
    instance: string | undefined,
  ): Promise<number> {
    const query = {
      repositories: repositories.flatMap(each => repositoryNames(each)),
      instance,
    };
    return (await this.refile(query, '', FILED_AT_ONCE)).filed;
  }

  /**
   * Tries waiting deployments again: recent ones, for an annotation may have been added meanwhile, and
   * all that somebody mapped. It goes around: what can't be filed never keeps the sweeps from the rest.
   */
  async sweep(signal?: AbortSignal): Promise<number> {
    const query = { since: this.options.now() - SWEPT_MS };
    const { filed, stoppedAt } = await this.refile(
      query,
      this.sweptUpTo,
      TRIED_AT_ONCE,
      signal,
    );
    this.sweptUpTo = stoppedAt;
    return filed;
  }

  /** Tries all that wait after an id, oldest first, until so many were tried; '' when all were. */
  private async refile(
    query: {
      repositories?: readonly string[];
      instance?: string;
      since?: number;
    },
    from: string,
    most: number,
    signal?: AbortSignal,
  ): Promise<{ filed: number; stoppedAt: string }> {
    const { records } = this.options;
    // What decides is the same for many: one that stays unmapped says it for all that are like it
    const unmapped = new Set<string>();
    let [filed, tried] = [0, 0];
    for (let after = from; ;) {
      const page = await waitingDeployments(
        records.knex,
        { ...query, after },
        PAGE,
      );
      for (const { id, instance, repository, entityRef } of page) {
        if (tried >= most || signal?.aborted)
          return { filed, stoppedAt: after };
        after = id;
        const like = JSON.stringify([instance, repository, entityRef]);
        if (unmapped.has(like)) continue;
        tried += 1;
        const deployment = await this.tryAgain(id, instance);
        if (deployment?.unmappedReason) unmapped.add(like);
        else if (deployment) filed += 1;
      }
      if (page.length < PAGE) return { filed, stoppedAt: '' };
    }
  }

  /** Never throws: one deployment that fails must not keep the others waiting. */
  private async tryAgain(id: string, instance: string) {
    const { deployments, originOf, now, logger } = this.options;
    try {
      return await deployments.refile(originOf(instance), id, {
        actor: { type: 'service', ref: `service:${instance}` },
        at: now(),
      });
    } catch (error) {
      logger.warn(`Deployment ${id} could not be filed`, error as Error);
      return undefined;
    }
  }
}
