import type {
  AuditorService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { timeOfId } from './database/database';
import type { EntityLookup } from './entities/EntityLookup';
import { refreshFacts } from './entities/refreshFacts';
import type { IdempotencyStore } from './http/idempotency';
import type { createInbox } from './inbox/createInbox';
import type { Metrics } from './metrics';
import { countDeadReactions, oldestReaction } from './reactors/reactionRows';
import type { ReactorRunner } from './reactors/ReactorRunner';
import type { KindRegistry } from './records/KindRegistry';
import type { Records } from './records/Records';
import { RunningTasks } from './RunningTasks';
import { writeCheckpoint } from './audit/checkpoints';
import type { TimerRunner } from './timers/TimerRunner';

/**
 * What happens by the clock. Local tasks run in every process and claim their rows; global ones
 * run in one process at a time. Each is safe to run at any moment: every signed-in caller can
 * trigger a task. Answers what stops them with the process.
 */
export async function scheduleTasks(o: {
  scheduler: SchedulerService;
  auditor: AuditorService;
  records: Records;
  kinds: KindRegistry;
  entities: EntityLookup;
  runner: ReactorRunner;
  timers: TimerRunner;
  inbox: ReturnType<typeof createInbox>;
  idempotency: IdempotencyStore;
  metrics: Metrics;
  now: () => number;
  signingKey?: string;
}): Promise<Pick<RunningTasks, 'stop'>> {
  const { scheduler, records } = o;
  const tasks = new RunningTasks();
  const local = (
    id: string,
    seconds: number,
    fn: (signal: AbortSignal) => Promise<unknown>,
  ) =>
    scheduler.scheduleTask({
      id,
      scope: 'local',
      frequency: { seconds },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 3 },
      fn: tasks.tracked(fn),
    });
  const global = (
    id: string,
    seconds: number,
    fn: (signal: AbortSignal) => Promise<unknown>,
  ) =>
    scheduler.scheduleTask({
      id,
      scope: 'global',
      frequency: { seconds },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 20 },
      fn: tasks.tracked(fn),
    });

  await local('itsm-timers', 10, signal => o.timers.fire(signal));
  await local('itsm-outlets', 10, async () => {
    await o.runner.drain();
    const oldest = await oldestReaction(records.knex);
    o.metrics.reactorLag(
      secondsSince(
        oldest === undefined ? undefined : timeOfId(oldest),
        o.now(),
      ),
    );
    o.metrics.reactionsDead(await countDeadReactions(records.knex));
  });
  await local('itsm-inbox', 5, async () => {
    await o.inbox.worker.tick();
    o.metrics.inboxAge(
      secondsSince(await o.inbox.store.oldestWaiting(), o.now()),
    );
  });
  await global('itsm-inbox-sweep', 900, signal => o.inbox.sweep(signal));
  await global('itsm-entity-facts', 60, signal =>
    refreshFacts({ ...o, signal }),
  );
  await global('itsm-forget-idempotency', 3_600, () =>
    o.idempotency.forgetOld(),
  );
  await global('itsm-checkpoint', 3_600, async () => {
    const checkpoint = await writeCheckpoint(records.knex, {
      at: o.now(),
      signingKey: o.signingKey,
    });
    const event = await o.auditor.createEvent({
      eventId: 'audit-checkpoint',
      severityLevel: 'low',
      meta: { actionType: 'checkpoint', ...checkpoint },
    });
    await event.success();
  });
  return tasks;
}

/** Seconds since then; nothing waiting is no age. */
const secondsSince = (at: number | undefined, now: number) =>
  at === undefined ? 0 : Math.max(0, (now - at) / 1_000);
