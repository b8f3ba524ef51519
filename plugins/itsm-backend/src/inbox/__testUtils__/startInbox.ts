import { createHmac } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import {
  change,
  PRIORITY_PRESETS,
  type ChangeData,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { DeploymentSource } from 'backstage-plugin-itsm-node';
import express from 'express';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/database';
import { writeFacts, type EntityFacts } from '../../entities/entityFacts';
import { KindRegistry } from '../../records/KindRegistry';
import { Desks } from '../../desks/Desks';
import { ensureNumberSequences } from '../../records/numbers';
import { Records } from '../../records/Records';
import { SignalChannels } from '../../signals/SignalChannels';
import { TimerRunner } from '../../timers/TimerRunner';
import { createDeployments } from '../../deployments/createDeployments';
import { genericSource } from '../../deployments/genericSource';
import { createInbox } from '../createInbox';
import { configuredHooks, sourcesByName } from '../hookConfig';
import { standardCompanions } from '../../__testing__/standardCompanions';

export const SECRET = 'a-secret-of-the-tests';
/** Sunday noon; the clock of a test moves only when it is told to. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');
export const QUIET_MS = 60 * 60_000;

export const CHECKOUT = 'component:default/checkout';
export const PAYMENT = 'component:default/payment';

/** A catalog of entities and their annotations. */
class FakeCatalog {
  readonly annotations = new Map<string, string[]>([
    ['itsm/repository=acme/checkout', [CHECKOUT]],
    ['github.com/project-slug=acme/checkout', [CHECKOUT]],
    ['github.com/user-login=eddie', ['user:default/eddie']],
  ]);
  readonly entities = new Set([CHECKOUT, PAYMENT]);
  reads = 0;

  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  async findByAnnotation(annotation: string, value: string) {
    this.reads += 1;
    return this.annotations.get(`${annotation}=${value}`.toLowerCase()) ?? [];
  }

  async require(refs: readonly string[]) {
    return this.resolve(refs);
  }

  async resolve(refs: readonly string[]) {
    this.reads += 1;
    const facts: EntityFacts[] = refs
      .filter(ref => this.entities.has(ref))
      .map(ref => ({
        ref,
        uid: null,
        owners: ['group:default/team-checkout'],
        containers: [],
        tier: null,
        type: null,
        tags: [],
      }));
    await writeFacts(this.knex, facts, this.now());
    return new Map(facts.map(fact => [fact.ref, fact]));
  }
}

export const hex = (body: Buffer | string, secret = SECRET) =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Starts inbox and deployments over a database: everything real but catalog and clock. */
export async function startInbox(
  knex: Knex,
  options: {
    processId?: string;
    quietMs?: number;
    itsm?: object;
    sources?: DeploymentSource[];
    /** Several processes share a database that one of them has migrated. */
    migrate?: boolean;
  } = {},
) {
  const clock = { now: NOON };
  const now = () => clock.now;
  const kinds = new KindRegistry();
  if (options.migrate !== false) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await ensureNumberSequences(knex, kinds.all);
  }
  const records = new Records(knex, {
    kinds,
    desks: new Desks(),
    companions: standardCompanions(() => []),
    settings: {
      matrix: PRIORITY_PRESETS.default,
      quietPeriodMs: options.quietMs ?? QUIET_MS,
      kinds: [],
      autoCloseMs: 0,
    },
  });
  const catalog = new FakeCatalog(knex, now);
  const config = mockServices.rootConfig({
    data: {
      itsm: {
        hooks: {
          shop: { source: 'generic', secrets: [SECRET] },
          ...(options.sources && {
            github: { source: 'github', secrets: [SECRET] },
          }),
        },
        ...options.itsm,
      },
    },
  });
  const logger = mockServices.logger.mock();
  const hooks = configuredHooks(
    config,
    sourcesByName([genericSource, ...(options.sources ?? [])]),
  );
  const { operations: _, ...deployments } = createDeployments({
    config,
    records,
    change,
    entities: catalog,
    hooks,
    aliasNeedsApproval: false,
    channels: new SignalChannels({
      secret: Buffer.from(SECRET),
      now,
      desks: ['it'],
    }),
    logger,
    now,
  });
  const inbox = createInbox({
    knex,
    hooks,
    meanings: [deployments.meaning],
    logger,
    processId: options.processId ?? 'one',
    now,
    random: () => 0.5,
  });
  const app = express();
  app.use('/hooks', inbox.hookRouter);

  const timers = new TimerRunner({
    records,
    processId: 'clock',
    now,
    logger: mockServices.logger.mock(),
  });
  /** Moves the clock and performs the timers that are due. */
  async function passTime(ms: number) {
    clock.now += ms;
    await timers.fire();
  }

  async function changes(): Promise<ItsmRecord<ChangeData>[]> {
    const rows = await knex('records').orderBy('id').select('id');
    const found: ItsmRecord<ChangeData>[] = [];
    for (const { id } of rows) {
      found.push(
        (await records.transaction(tx =>
          tx.byId(id),
        )) as ItsmRecord<ChangeData>,
      );
    }
    return found;
  }

  return {
    ...inbox,
    ...deployments,
    hooks,
    app,
    clock,
    records,
    catalog,
    knex,
    passTime,
    changes,
  };
}

export type TestInbox = Awaited<ReturnType<typeof startInbox>>;
