import {
  act,
  advance,
  change,
  kindsByName,
  openRegistration,
  type ActContext,
  type ChangeData,
  type Effects,
  type EntryDraft,
  type ItsmRecord,
  type KindDefinition,
  type Link,
  type Outcome,
  type Settings,
} from 'backstage-plugin-itsm-common';
import type { Seeded } from 'itsm-harness';
import {
  ageRankOf,
  GENESIS,
  isTextTouched,
  mergeReport,
  openRecord,
  registrationTitle,
  type Deployment,
  type EntryRow,
} from '../engine';
import { idAt } from '../ids';
import type { Doing, Life, Opening, Report, Step } from '../life/Life';
import { chained } from './chained';

const DESK = 'it';
const FOLLOW_UP = { type: 'system' as const, ref: 'system:lifecycle' };

export interface StoredLink extends Link {
  position: number;
}

/**
 * The life of a record, lived with the engine's own rules in memory. What the engine's
 * RecordTransaction reads from tables and writes to them is kept in fields here; a test holds both
 * against each other, row by row.
 */
export class Replay {
  record!: ItsmRecord;
  readonly kind: KindDefinition;
  readonly entries: EntryRow[] = [];
  readonly watchers: string[] = [];
  /** Public comments, newest first, for the text index. */
  publicText = '';
  links: StoredLink[] = [];
  /** The rank by age that the text index got, on PostgreSQL. */
  ageRank = 0;
  deployment?: Deployment;
  /** When the last report of its run came. */
  reportedAt = 0;

  constructor(
    life: Life,
    private readonly options: {
      number: string;
      random: Seeded;
      settings: Settings;
    },
  ) {
    this.kind = kindsByName[life.kind];
    for (const step of life.steps) this.perform(step);
  }

  private perform(step: Step): void {
    switch (step.do) {
      case 'open':
        return this.open(step);
      case 'report':
        return this.report(step);
      case 'act':
        return this.act(step.action, step.input, step);
      case 'comment':
        return this.comment(step);
      case 'link':
        return this.commit(
          {
            record: this.record,
            entries: [
              { verb: 'linked', audience: 'public', body: { links: step.add } },
            ],
            links: { add: step.add, remove: [] },
            timers: [],
          },
          step,
        );
      default:
        this.watchers.push(step.actor.ref);
        return undefined;
    }
  }

  private open(step: Opening): void {
    const opening = this.kind.open(step.input, { ...this.options, ...step });
    this.begin(
      openRecord(this.kind, opening, { ...this.numbered(), ...step }),
      step,
    );
  }

  private numbered() {
    return {
      number: this.options.number,
      desk: DESK,
      settings: this.options.settings,
    };
  }

  private begin(opened: Outcome, step: Doing): void {
    const id = idAt(this.options.random, step.at);
    this.record = opened.record;
    this.commit({ ...opened, record: { ...opened.record, id } }, step, true);
  }

  private act(action: string, input: object, doing: Doing): void {
    this.commit(
      act(this.kind, this.record, action, input, this.context(doing)),
      doing,
    );
  }

  private context(doing: Doing): ActContext {
    return {
      actor: doing.actor,
      at: doing.at,
      settings: this.options.settings,
      links: this.links,
      targets: new Map(),
      ownershipRefs: doing.ownershipRefs ?? [doing.actor.ref],
      capabilities: new Set(doing.capabilities ?? []),
    };
  }

  private comment(step: Step & { do: 'comment' }): void {
    const { text, audience } = step;
    const { action, ...effects } =
      this.kind.onComment?.(this.record, step, this.context(step)) ?? {};
    this.append({ verb: 'commented', audience, body: { text } }, step, effects);
    if (!action) return;
    this.act(action.name, action.input, {
      actor: FOLLOW_UP,
      at: step.at,
      capabilities: ['system'],
    });
  }

  private append(entry: EntryDraft, doing: Doing, effects: Effects): void {
    this.commit(
      {
        record: effects.patch
          ? advance(this.kind, this.record, effects.patch, {
              at: doing.at,
              settings: this.options.settings,
            })
          : this.record,
        entries: [entry, ...(effects.entries ?? [])],
        links: { add: effects.links?.add ?? [], remove: [] },
        timers: effects.timers ?? [],
      },
      doing,
    );
  }

  /** A pipeline's report: the first opens the change, the last ends it. */
  private report(step: Report): void {
    const known = this.deployment;
    this.reportedAt = step.at;
    this.deployment = {
      id: known?.id ?? idAt(this.options.random, step.at),
      ...mergeReport(known, step.report, {
        origin: { instance: 'api' },
        isProduction: () => true,
        receipt: { receivedAt: step.at, plausiblePastMs: 24 * 3_600_000 },
      }),
    };
    if (known) this.finish(step);
    else this.register(step);
    this.deployment.recordId = this.record.id;
  }

  private register(step: Report): void {
    const deployment = this.deployment!;
    const { revision, environment, runUrl, deployer, startedAt } = deployment;
    const opening = openRegistration({
      type: 'registration',
      title: registrationTitle(step.entities, deployment),
      description: step.report.description,
      entities: step.entities,
      environment,
      revision,
      runUrl: runUrl ?? undefined,
      deployer: deployer ?? undefined,
      deploymentId: deployment.id,
      actualStart: new Date(startedAt!).toISOString(),
    });
    const { entities, assignmentGroup } = step;
    const opened = openRecord(change, opening, {
      ...this.numbered(),
      actor: step.actor,
      at: step.at,
      channel: 'pipeline',
      entities,
      assignmentGroup,
      links: [{ role: 'deployedBy', target: 'deployment', ref: deployment.id }],
    });
    this.begin(opened, step);
  }

  private finish(step: Report): void {
    const { outcome, finishedAt } = this.deployment!;
    const doing: Doing = { ...step, capabilities: ['pipeline'] };
    const actualEnd = new Date(finishedAt!).toISOString();
    this.act('finish', { result: outcome, actualEnd }, doing);
    if ((this.record.data as ChangeData).result === 'failure') {
      this.act('close', { closeCode: 'unsuccessful' }, doing);
    }
  }

  private commit(outcome: Outcome, doing: Doing, isNew = false): void {
    const { kind, record: before } = this;
    const seq = this.entries.length;
    const lastHash = this.lastHash;
    const stored = {
      kind,
      record: before,
      seq,
      lastHash,
      textRank: null,
      isNew,
    };
    const { add, remove } = outcome.links;
    const same = (a: Link) => (b: Link) => a.role === b.role && a.ref === b.ref;
    this.links = this.links.filter(link => !remove.some(same(link)));
    add.forEach((link, index) => {
      if (this.links.some(same(link))) return;
      this.links.push({ ...link, position: seq * 100 + index });
    });
    this.entries.push(
      ...chained(outcome.entries, {
        recordId: outcome.record.id,
        seq,
        lastHash,
        actor: doing.actor,
        at: doing.at,
        random: this.options.random,
      }),
    );
    for (const { verb, audience, body } of outcome.entries) {
      if (verb !== 'commented' || audience !== 'public') continue;
      this.publicText = this.publicText
        ? `${body.text} ${this.publicText}`
        : String(body.text);
    }
    if (isTextTouched(stored, outcome))
      this.ageRank = ageRankOf(outcome.record);
    this.record = outcome.record;
  }

  get lastHash(): string {
    return this.entries[this.entries.length - 1]?.hash ?? GENESIS;
  }
}
