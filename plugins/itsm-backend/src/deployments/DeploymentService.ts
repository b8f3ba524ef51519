import type {
  ChangeData,
  DeploymentReport,
  ItsmRecord,
  KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { RunCompletion } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Records } from '../records/Records';
import { attachEntities } from './attachEntities';
import {
  followDeployments,
  progressOf,
  tellDeployment,
} from './changeProgress';
import type { Deployment, DeploymentStore } from './DeploymentStore';
import type { Candidates, EntityMapping, ReportOrigin } from './EntityMapping';
import type { Attached, Filed, Reported, ReportOptions } from './filed';
import { findDeployment } from './findDeployment';
import { deploymentKeys, runKey, type DeploymentKeys } from './identity';
import {
  isReported,
  mergeReport,
  newImplausible,
  reportedBy,
} from './mergeReport';
import { addCompletion, judge } from './outcome';
import { retryLostRace } from './retryLostRace';
import { timeOf, type Receipt } from './toldTime';

/** Who tells, and what that makes plausible. */
type Told = Acting & Receipt;

/** Turns what sources report into deployments, and deployments into changes. */
export class DeploymentService {
  constructor(
    private readonly options: {
      records: Records;
      store: DeploymentStore;
      mapping: EntityMapping;
      /** Undefined where changes are switched off: deployments are kept, and that is all. */
      change: KindDefinition | undefined;
      isProduction: (environment: string) => boolean;
      quietPeriodMs: number;
      plausiblePastMs: number;
    },
  ) {}

  /**
   * Files reports in one transaction. The catalog is asked before it; what a repeated or late
   * report changes follows from all that is known of the run, so order and repeats don't matter.
   *
   * @throws InvalidInputError when a report has no identity.
   */
  async report(
    origin: ReportOrigin,
    { deployments, completions = [] }: Reported,
    options: ReportOptions,
  ): Promise<Filed[]> {
    const { at, actor, receivedAt = at } = options;
    const { plausiblePastMs = this.options.plausiblePastMs } = options;
    const acting: Told = { actor, at, receivedAt, plausiblePastMs };
    const prepared: [DeploymentReport, Candidates | undefined][] = [];
    for (const report of deployments) {
      prepared.push([report, await this.prepare(origin, report, acting)]);
    }
    return this.transaction(async tx => {
      const filed: Filed[] = [];
      for (const [report, candidates] of prepared) {
        filed.push(await this.file(tx, origin, report, candidates, acting));
      }
      for (const completion of completions) {
        filed.push(...(await this.complete(tx, origin, completion, acting)));
      }
      await options.within?.(tx, filed);
      return filed;
    });
  }

  /** True when filing the report would change nothing. */
  async isKnown(
    origin: ReportOrigin,
    report: DeploymentReport,
    receipt: Receipt,
  ): Promise<boolean> {
    const keys = deploymentKeys(origin, report);
    const known = await this.find(this.options.records.knex, keys, report);
    return known ? isReported(known, report, receipt) : false;
  }

  /** Files a waiting deployment again, after a mapping or an annotation was added. */
  async refile(
    origin: ReportOrigin,
    id: string,
    acting: Acting,
  ): Promise<Deployment | undefined> {
    const waiting = await this.options.store.byId(
      this.options.records.knex,
      id,
    );
    if (!waiting?.unmappedReason) return undefined;
    const candidates = await this.options.mapping.candidates(
      origin,
      reportedBy(waiting),
      acting.at,
    );
    return this.transaction(async tx => {
      await this.options.store.lockRun(tx.knex, waiting.runKey, acting.at);
      const deployment = await this.options.store.byId(tx.knex, id);
      if (!deployment?.unmappedReason) return undefined;
      const filed = await attachEntities(tx, this.options, deployment, {
        ...acting,
        // It ran when it was first heard of, not when somebody mapped it
        receivedAt: deployment.createdAt,
        origin,
        candidates,
      });
      await this.save(tx, filed);
      await this.follow(tx, filed, acting);
      return filed.deployment;
    });
  }

  private transaction<T>(work: (tx: RecordTransaction) => Promise<T>) {
    return retryLostRace(() => this.options.records.opening(work));
  }

  private async find(
    knex: Knex,
    { runKey: run, ...keys }: DeploymentKeys,
    report: DeploymentReport,
  ): Promise<Deployment | undefined> {
    const runs = [run, ...keys.formerRunKeys];
    const ofRun = await this.options.store.ofRun(knex, ...runs);
    return findDeployment(ofRun, keys.key, report);
  }

  /** A deployment that has its entities, and its change if it makes one, needs no catalog. */
  private async prepare(
    origin: ReportOrigin,
    report: DeploymentReport,
    receipt: Told,
  ): Promise<Candidates | undefined> {
    const keys = deploymentKeys(origin, report);
    const known = await this.find(this.options.records.knex, keys, report);
    if (known) {
      const next = mergeReport(known, report, {
        ...this.options,
        origin,
        receipt,
      });
      if (!this.waits(next)) return undefined;
    }
    return this.options.mapping.candidates(origin, report, receipt.at);
  }

  private async file(
    tx: RecordTransaction,
    origin: ReportOrigin,
    report: DeploymentReport,
    candidates: Candidates | undefined,
    acting: Told,
  ): Promise<Filed> {
    const { store } = this.options;
    const keys = deploymentKeys(origin, report);
    const completions = await store.lockRun(tx.knex, keys.runKey, acting.at);
    let known = await this.find(tx.knex, keys, report);
    if (known && known.runKey !== keys.runKey) {
      // An older version filed it: of several who may mean it, the first one gets it
      await store.lockRun(tx.knex, known.runKey, acting.at);
      known = await this.find(tx.knex, keys, report);
    }
    const next = mergeReport(known, report, {
      ...this.options,
      origin,
      completions,
      receipt: acting,
    });
    const deployment = { ...next, id: known?.id ?? uuid() };
    const filed: Attached =
      candidates && (!known || this.waits(deployment))
        ? await attachEntities(tx, this.options, deployment, {
            ...acting,
            origin,
            candidates,
          })
        : await this.filedOf(tx, deployment);
    filed.implausible = newImplausible(known, deployment);
    await this.save(tx, filed, !known);
    return this.follow(tx, filed, acting, known?.recordId ? known : undefined);
  }

  /** For its entities, or for the change that it did not make before it was told production. */
  private waits(d: Omit<Deployment, 'id'>): boolean {
    const lacksChange = this.options.change && d.production && !d.recordId;
    return Boolean(d.unmappedReason || lacksChange);
  }

  private async complete(
    tx: RecordTransaction,
    origin: ReportOrigin,
    completion: RunCompletion,
    acting: Told,
  ): Promise<Filed[]> {
    const { store } = this.options;
    const { repository, runId, attempt, outcome } = completion;
    const key = runKey(origin, repository, runId);
    const before = await store.lockRun(tx.knex, key, acting.at);
    const time = timeOf(completion, acting);
    const completions = addCompletion(before, attempt, outcome, time);
    const implausible = completions === before ? undefined : time.implausible;
    await store.writeCompletions(tx.knex, key, completions);
    const filed: Filed[] = [];
    for (const known of await store.ofRun(tx.knex, key)) {
      const judged = judge(known.children, completions);
      const deployment = { ...known, ...judged };
      await store.update(tx.knex, deployment);
      filed.push(
        await this.follow(
          tx,
          { ...(await this.filedOf(tx, deployment)), implausible },
          acting,
          known,
        ),
      );
    }
    return filed;
  }

  private async save(
    { knex }: RecordTransaction,
    { deployment, entities }: Attached,
    isNew = false,
  ): Promise<void> {
    const { store } = this.options;
    if (isNew) await store.insert(knex, deployment);
    else await store.update(knex, deployment);
    if (entities) await store.addEntities(knex, deployment.id, entities);
  }

  /** Brings the change to where its deployments are, and tells it what no move says. */
  private async follow(
    tx: RecordTransaction,
    { deployment, record, isOpened, implausible }: Attached,
    acting: Acting,
    known?: Deployment,
  ): Promise<Filed> {
    if (!record) return { deployment };
    const again = known && deployment.attempt > known.attempt;
    const turned =
      known &&
      deployment.outcome !== known.outcome &&
      record.state === 'review';
    const isPlanned = record.data.type !== 'registration';
    if (again || (turned && isPlanned) || implausible) {
      await tellDeployment(tx, record, { deployment, implausible }, acting);
    }
    const progress = progressOf(
      isOpened
        ? [deployment]
        : await this.options.store.ofRecord(tx.knex, record.id),
    );
    const moved = await followDeployments(
      tx,
      record as ItsmRecord<ChangeData>,
      progress,
      { ...acting, quietPeriodMs: this.options.quietPeriodMs, deployment },
    );
    return { deployment, record: moved };
  }

  private async filedOf(
    tx: RecordTransaction,
    deployment: Deployment,
  ): Promise<Filed> {
    const { recordId } = deployment;
    return {
      deployment,
      record: recordId ? await tx.byId(recordId) : undefined,
    };
  }
}
