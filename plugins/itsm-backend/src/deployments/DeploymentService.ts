import type {
  ChangeData,
  DeploymentReport,
  ItsmRecord,
  KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { RunCompletion } from 'backstage-plugin-itsm-node';
import { v7 as uuid } from 'uuid';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Records } from '../records/Records';
import { joinChange } from './changeJoin';
import {
  followDeployments,
  progressOf,
  tellDeployment,
} from './changeProgress';
import { DeploymentStore, type Deployment } from './DeploymentStore';
import type { Candidates, EntityMapping, ReportOrigin } from './EntityMapping';
import type { Attached, Filed, Reported, ReportOptions } from './filed';
import { deploymentKeys, runKey } from './identity';
import { isReported, mergeReport, reportedBy, timeOf } from './mergeReport';
import { addCompletion, judge, mergedDetails } from './outcome';
import { retryLostRace } from './retryLostRace';

/** Turns what sources report into deployments, and deployments into changes. */
export class DeploymentService {
  constructor(
    private readonly o: {
      records: Records;
      store: DeploymentStore;
      mapping: EntityMapping;
      /** Undefined where changes are switched off: deployments are kept, and that is all. */
      change: KindDefinition | undefined;
      isProduction: (environment: string) => boolean;
      quietPeriodMs: number;
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
    { deployments, completion }: Reported,
    options: ReportOptions,
  ): Promise<Filed[]> {
    const { at, actor } = options;
    const prepared: [DeploymentReport, Candidates | undefined][] = [];
    for (const report of deployments) {
      prepared.push([report, await this.prepare(origin, report, at)]);
    }
    return this.transaction(async tx => {
      const acting: Acting = { actor, at };
      const filed: Filed[] = [];
      for (const [report, candidates] of prepared) {
        filed.push(await this.file(tx, origin, report, candidates, acting));
      }
      if (completion) {
        filed.push(...(await this.complete(tx, origin, completion, acting)));
      }
      await options.within?.(tx, filed);
      return filed;
    });
  }

  /** True when filing the report would change nothing. */
  async isKnown(origin: ReportOrigin, report: DeploymentReport, at: number) {
    const { key } = deploymentKeys(origin.instance, report);
    const known = await this.o.store.byKey(this.o.records.knex, key);
    return known ? isReported(known, report, at) : false;
  }

  /** Files a waiting deployment again, after a mapping or an annotation was added. */
  async refile(
    origin: ReportOrigin,
    id: string,
    acting: Acting,
  ): Promise<Deployment | undefined> {
    const waiting = await this.o.store.byId(this.o.records.knex, id);
    if (!waiting?.unmappedReason) return undefined;
    const candidates = await this.o.mapping.candidates(
      origin,
      reportedBy(waiting),
      acting.at,
    );
    return this.transaction(async tx => {
      await this.o.store.lockRun(tx.knex, waiting.runKey, acting.at);
      const deployment = await this.o.store.byId(tx.knex, id);
      if (!deployment?.unmappedReason) return undefined;
      const filed = await this.attach(
        tx,
        origin,
        deployment,
        candidates,
        acting,
      );
      await this.save(tx, filed);
      await this.follow(tx, filed, acting);
      return filed.deployment;
    });
  }

  private transaction<T>(work: (tx: RecordTransaction) => Promise<T>) {
    return retryLostRace(() => this.o.records.transaction(work));
  }

  /** A deployment that has its entities, and its change if it makes one, needs no catalog. */
  private async prepare(
    origin: ReportOrigin,
    report: DeploymentReport,
    at: number,
  ): Promise<Candidates | undefined> {
    const { instance } = origin;
    const { key } = deploymentKeys(instance, report);
    const known = await this.o.store.byKey(this.o.records.knex, key);
    if (known) {
      const next = mergeReport(known, report, { ...this.o, instance, at });
      if (!this.waits(next)) return undefined;
    }
    return this.o.mapping.candidates(origin, report, at);
  }

  private async file(
    tx: RecordTransaction,
    origin: ReportOrigin,
    report: DeploymentReport,
    candidates: Candidates | undefined,
    acting: Acting,
  ): Promise<Filed> {
    const { store } = this.o;
    const keys = deploymentKeys(origin.instance, report);
    const completions = await store.lockRun(tx.knex, keys.runKey, acting.at);
    const known = await store.byKey(tx.knex, keys.key);
    const next = mergeReport(known, report, {
      ...this.o,
      instance: origin.instance,
      completions,
      at: acting.at,
    });
    const deployment = { ...next, id: known?.id ?? uuid() };
    const filed: Attached =
      candidates && (!known || this.waits(deployment))
        ? await this.attach(tx, origin, deployment, candidates, acting)
        : await this.filedOf(tx, deployment);
    await this.save(tx, filed, !known);
    return this.follow(tx, filed, acting, known?.recordId ? known : undefined);
  }

  /** For its entities, or for the change that it did not make before it was told production. */
  private waits(d: Omit<Deployment, 'id'>): boolean {
    const lacksChange = this.o.change && d.production && !d.recordId;
    return Boolean(d.unmappedReason || lacksChange);
  }

  private async complete(
    tx: RecordTransaction,
    origin: ReportOrigin,
    completion: RunCompletion,
    acting: Acting,
  ): Promise<Filed[]> {
    const { store } = this.o;
    const { repository, runId, attempt, outcome } = completion;
    const key = runKey(origin.instance, repository, runId);
    const completions = addCompletion(
      await store.lockRun(tx.knex, key, acting.at),
      attempt,
      outcome,
      timeOf(completion, acting.at),
    );
    await store.writeCompletions(tx.knex, key, completions);
    const filed: Filed[] = [];
    for (const known of await store.ofRun(tx.knex, key)) {
      const judged = judge(known.children, completions);
      const deployment = { ...known, ...judged };
      await store.update(tx.knex, deployment);
      filed.push(
        await this.follow(
          tx,
          await this.filedOf(tx, deployment),
          acting,
          known,
        ),
      );
    }
    return filed;
  }

  /** Gives a deployment its entities and, in production, its change. */
  private async attach(
    tx: RecordTransaction,
    origin: ReportOrigin,
    deployment: Deployment,
    candidates: Candidates,
    acting: Acting,
  ): Promise<Attached> {
    const { mapping, change } = this.o;
    const { repository } = deployment;
    const chosen = await mapping.choose(
      tx.knex,
      origin,
      repository,
      candidates,
    );
    if ('unmapped' in chosen) {
      return { deployment: { ...deployment, unmappedReason: chosen.unmapped } };
    }
    const { entities } = chosen;
    const mapped = { ...deployment, unmappedReason: null };
    if (!deployment.production || !change) {
      return { deployment: mapped, entities };
    }
    const details = mergedDetails(deployment.children);
    const { record, isOpened } = await joinChange(tx, change, mapped, {
      ...acting,
      entities,
      changeRef: details.changeRef,
      description: details.description,
      requester: candidates.deployer,
    });
    return {
      deployment: { ...mapped, recordId: record.id },
      record,
      entities,
      isOpened,
    };
  }

  private async save(
    { knex }: RecordTransaction,
    { deployment, entities }: Attached,
    isNew = false,
  ): Promise<void> {
    const { store } = this.o;
    if (isNew) await store.insert(knex, deployment);
    else await store.update(knex, deployment);
    if (entities) await store.addEntities(knex, deployment.id, entities);
  }

  /** Brings the change to where its deployments are, and tells it what no move says. */
  private async follow(
    tx: RecordTransaction,
    { deployment, record, isOpened }: Attached,
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
    if (again || (turned && isPlanned)) {
      await tellDeployment(tx, record, deployment, acting);
    }
    const progress = progressOf(
      isOpened ? [deployment] : await this.o.store.ofRecord(tx.knex, record.id),
    );
    const moved = await followDeployments(
      tx,
      record as ItsmRecord<ChangeData>,
      progress,
      { ...acting, quietPeriodMs: this.o.quietPeriodMs, deployment },
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
