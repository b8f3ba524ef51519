import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  builtInKinds,
  itsmPermissions,
  kindPermissions,
  type KindDefinition,
  type UnreadableRecordError,
} from 'backstage-plugin-itsm-common';
import {
  itsmRecordResourceRef,
  type DeploymentSource,
  type ItsmClock,
  type Reactor,
} from 'backstage-plugin-itsm-node';
import type { z } from 'zod';
import { version } from '../package.json';
import { readAttachmentQuota } from './attachments/attachmentQuota';
import { checkConfig } from './checkConfig';
import { readItsmConfig } from './config';
import { openDatabase } from './database';
import { entityOperations } from './entities/entityOperations';
import { EntityLookup } from './entities/EntityLookup';
import { Upstream } from './entities/Upstream';
import { IdempotencyStore } from './http/idempotency';
import { RunningRequests } from './http/RunningRequests';
import { createInbox } from './inbox/createInbox';
import { genericSource } from './inbox/genericSource';
import { createMetrics } from './metrics';
import { Caller } from './principals/Caller';
import { readResources } from './principals/readResources';
import { recordRules } from './principals/recordRules';
import { eventsReactor } from './reactors/eventsReactor';
import { NeededPlugin } from './reactors/MissingPlugins';
import { notificationsReactor } from './reactors/notificationsReactor';
import { ReactorRunner } from './reactors/ReactorRunner';
import { SignalsReactor } from './reactors/signalsReactor';
import { neighbourReactor } from './reactors/neighbourReactor';
import { AuthorizedRecords } from './records/AuthorizedRecords';
import { Outages } from './records/Outages';
import { KindRegistry } from './records/KindRegistry';
import { ensureNumberSequences } from './records/numbers';
import { kindOperations, sharedOperations } from './records/recordOperations';
import { RecordCollaboration } from './records/RecordCollaboration';
import { RecordFeedback } from './records/RecordFeedback';
import { Records } from './records/Records';
import { RepeatedAnswers } from './records/RepeatedAnswers';
import { RecordWriter } from './records/RecordWriter';
import { createRouter } from './router';
import { scheduleTasks } from './scheduleTasks';
import { myWorkOperation } from './records/myWorkOperation';
import { similarOperation } from './records/similarOperation';
import { settingsOperation } from './settings';
import { claimSqliteFile } from './soleProcess';
import { auditOperations } from './timeline/auditOperations';
import { Redactions } from './timeline/Redactions';
import { TimerRunner } from './timers/TimerRunner';

const DESK = 'it';
/** More broken records than this are a broken database, which the log says by then. */
const UNREADABLE_TOLD = 1_000;
const EVENTS_REMEDY =
  "events and signals don't reach other processes. Add @backstage/plugin-events-backend to the backend, or set events.useEventBus to never.";

/** Services of the installation, and what modules added. */
export interface ItsmServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  clock: ItsmClock;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: typeof metricsServiceRef.T;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  signals: SignalsService;
  tracing: typeof tracingServiceRef.T;
  userInfo: UserInfoService;
  kinds: readonly KindDefinition[];
  sources: readonly DeploymentSource[];
  reactors: readonly Reactor[];
  configSections: ReadonlyMap<string, z.ZodType>;
}

/** Tells the log of each record that can't be read, once as long as the process lives. */
function loggedOnce(logger: LoggerService) {
  const told = new Set<unknown>();
  return ({ message, params: { number } }: UnreadableRecordError) => {
    if (told.has(number) || told.size >= UNREADABLE_TOLD) return;
    told.add(number);
    logger.error(message, { number: String(number) });
  };
}

/** Puts the rooms together: nothing is decided here. */
export async function installItsm(s: ItsmServices): Promise<void> {
  const kindNames = [...builtInKinds, ...s.kinds].map(({ name }) => name);
  checkConfig(s.config, {
    sources: new Map(
      [genericSource, ...s.sources].map(({ name, instanceConfig = {} }) => [
        name,
        instanceConfig,
      ]),
    ),
    sections: s.configSections,
    kinds: kindNames,
  });
  const config = readItsmConfig(s.config);
  const kinds = new KindRegistry(s.kinds, config.isKindEnabled);
  const knex = await openDatabase(s.database);
  const release = await claimSqliteFile(knex, s.logger);
  await ensureNumberSequences(knex, kinds.all, [DESK]);

  const now = () => s.clock.now();
  const processId = randomUUID();
  const metrics = createMetrics(s.metrics);

  // Outlets use records, and records nudge outlets: hence the late binding.
  let reactors: readonly Reactor[] = [];
  const records: Records = new Records(knex, {
    kinds,
    policy: { ...config.policy, kinds: kinds.all.map(({ name }) => name) },
    readOnly: config.readOnly,
    everybodyReads: config.everybodyReads,
    fallbackGroup: config.fallbackGroup,
    desk: DESK,
    reactors: () => reactors,
    onCommitted: () => runner.nudge(),
    onUnreadable: loggedOnce(s.logger),
    onOpened: record => metrics.created(record.kind, record.channel),
    traced: commit => s.tracing.startActiveSpan('itsm.commit', commit),
  });
  const needed = {
    notifications: new NeededPlugin(
      'notifications',
      'nobody is notified of records. Add @backstage/plugin-notifications-backend to the backend.',
      s.notifications,
      'send',
    ),
    events: new NeededPlugin('events', EVENTS_REMEDY, s.events, 'publish'),
    signals: new NeededPlugin('events', EVENTS_REMEDY, s.signals, 'publish'),
  };
  const signals = new SignalsReactor(needed.signals.service, {
    now: Date.now,
    later: (delayMs, work) => setTimeout(work, delayMs).unref(),
  });
  reactors = [
    needed.notifications.outlet(
      notificationsReactor(needed.notifications.service),
    ),
    needed.events.outlet(eventsReactor(needed.events.service, records)),
    needed.signals.outlet(signals),
    neighbourReactor(records, now),
    ...s.reactors,
  ];
  const runner = new ReactorRunner({
    knex,
    kinds,
    reactors: () => reactors,
    processId,
    now,
    logger: s.logger,
    reactLimitMs: config.outletLimitMs,
    onOutcome: metrics.reaction,
  });
  const timers = new TimerRunner({ records, processId, now, logger: s.logger });
  const entities = new EntityLookup({
    catalog: s.catalog,
    auth: s.auth,
    knex,
    now,
  });

  s.permissionsRegistry.addResourceType({
    resourceRef: itsmRecordResourceRef,
    permissions: [
      ...kinds.all.flatMap(kind => [
        ...Object.values(kindPermissions(kind.name)),
        ...(kind.permissions ?? []),
      ]),
      ...itsmPermissions,
    ],
    rules: recordRules,
    getResources: numbers => readResources(knex, numbers),
  });
  const toFilters = createConditionTransformer(
    s.permissionsRegistry.getPermissionRuleset(itsmRecordResourceRef),
  );

  const inbox = createInbox({
    config: s.config,
    records,
    change: kinds.find('change'),
    entities,
    sources: s.sources,
    logger: s.logger,
    processId,
    now,
    random: Math.random,
    onOutcome: metrics.delivery,
  });
  const reader = new AuthorizedRecords(records, now);
  const writer = new RecordWriter({ records, reader, entities, now });
  const collaboration = new RecordCollaboration({
    records,
    reader,
    entities,
    now,
    quota: readAttachmentQuota(s.config),
  });
  const feedback = new RecordFeedback({ records, reader, now });
  const recordServices = {
    reader,
    writer,
    collaboration,
    feedback,
    redactions: new Redactions({ records, reader, entities, now }),
    outages: new Outages(records, now),
    upstream: new Upstream(s.catalog),
  };
  const idempotency = new IdempotencyStore(knex, now);
  const requests = new RunningRequests();

  s.httpRouter.use(
    createRouter({
      hooks: inbox.hookRouter,
      running: requests,
      operations: [
        ...sharedOperations(kinds.all, recordServices),
        ...kinds.all.flatMap(kind => kindOperations(kind, recordServices)),
        myWorkOperation(kinds.all, recordServices),
        similarOperation(kinds.all, recordServices),
        settingsOperation(config, kinds),
        ...entityOperations({ records, entities, now }),
        ...auditOperations(records, config.auditSigningKey),
        ...inbox.operations,
      ],
      mounting: {
        httpAuth: s.httpAuth,
        auditor: s.auditor,
        idempotency,
        tracked: work => requests.tracked(work),
        readOnly: config.readOnly,
        callerOf: credentials =>
          new Caller(
            { ...s, toFilters, basicPermissions: kinds.basicPermissions },
            credentials,
            metrics.denied,
          ),
        repeats: new RepeatedAnswers(records, reader),
        onAnswered: metrics.action,
      },
      version,
      logger: s.logger,
    }),
  );
  for (const path of ['/hooks', '/openapi.json']) {
    s.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
  }

  const tasks = await scheduleTasks({
    scheduler: s.scheduler,
    auditor: s.auditor,
    records,
    kinds,
    entities,
    runner,
    timers,
    inbox,
    idempotency,
    metrics,
    now,
    signingKey: config.auditSigningKey,
  });
  // What has begun is finished before the database is closed; a process that is killed leaves it to the others.
  s.lifecycle.addShutdownHook(async () => {
    await Promise.all([tasks.stop(), requests.stop()]);
    // What the last requests have begun is finished, too
    await Promise.all([inbox.worker.stop(), runner.stop()]);
    signals.stop();
    release();
  });
}
