import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import { eachAlone } from '../eachAlone';
import type { Hook } from '../inbox/Hook';
import { notUnderstood } from '../inbox/understand';
import { originOf, requireReport } from './deploymentMeaning';
import type { DeploymentService } from './DeploymentService';

/** GitHub keeps deliveries for 3 days and sends none of them again by itself. */
const LOOK_BACK_MS = 3 * 24 * 3_600_000;

/** Asks systems for the deployments that their webhooks should have told, and files the missing. */
export class Reconciler {
  constructor(
    private readonly options: {
      hooks: ReadonlyMap<string, Hook>;
      deployments: DeploymentService;
      logger: Pick<LoggerService, 'info' | 'warn'>;
      now: () => number;
      /** How long before its arrival something may have happened. */
      plausiblePastMs: number;
    },
  ) {}

  /** Returns how many reports were news. One repository that fails does not stop the others. */
  async run(signal?: AbortSignal): Promise<number> {
    let news = 0;
    for (const hook of this.options.hooks.values()) {
      for (const repository of hook.instance.reconcile) {
        if (signal?.aborted) return news;
        try {
          news += await this.repair(hook, repository, signal);
        } catch (error) {
          this.options.logger.warn(
            `Deployments of ${repository} could not be compared with ${hook.instance.name}`,
            error as Error,
          );
        }
      }
    }
    return news;
  }

  private isValid(report: DeploymentReport, repository: string): boolean {
    try {
      requireReport(report);
      return true;
    } catch (error) {
      const { ignored } = notUnderstood(error as Error).parsed;
      this.options.logger.warn(
        `A deployment of ${repository} is left out: ${ignored}`,
      );
      return false;
    }
  }

  private async repair(
    hook: Hook,
    repository: string,
    signal?: AbortSignal,
  ): Promise<number> {
    const { deployments, logger, now, plausiblePastMs } = this.options;
    const origin = originOf(hook);
    const told =
      (await hook.source.reconcile?.({
        repository,
        since: now() - LOOK_BACK_MS,
        signal,
      })) ?? [];
    // What was asked for may be as old as that
    const receipt = {
      receivedAt: now(),
      plausiblePastMs: Math.max(plausiblePastMs, LOOK_BACK_MS),
    };
    const missing: DeploymentReport[] = [];
    for (const report of told) {
      if (!this.isValid(report, repository)) continue;
      if (!(await deployments.isKnown(origin, report, receipt)))
        missing.push(report);
    }
    const file = (report: DeploymentReport) =>
      deployments.report(
        origin,
        { deployments: [report] },
        {
          ...receipt,
          at: now(),
          actor: { type: 'service', ref: `service:${hook.instance.name}` },
        },
      );
    const filed = await eachAlone(missing, file, {
      onFailure: error =>
        logger.warn(
          `A deployment of ${repository} could not be filed`,
          error as Error,
        ),
    });
    if (filed > 0) {
      logger.info(
        `${filed} reports on deployments of ${repository} had not arrived at ${hook.instance.name}`,
      );
    }
    return filed;
  }
}
