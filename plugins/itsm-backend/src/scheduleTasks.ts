import type { SchedulerService } from '@backstage/backend-plugin-api';
import { requireUnique } from './requireUnique';
import type { Task } from './room';
import { RunningTasks } from './RunningTasks';

const TIMING = {
  local: { timeout: { minutes: 5 }, initialDelay: { seconds: 3 } },
  global: { timeout: { minutes: 10 }, initialDelay: { seconds: 20 } },
} as const;

/** Has the tasks of the rooms run by the clock; returns what stops them with the process. */
export async function scheduleTasks(
  scheduler: SchedulerService,
  tasks: readonly Task[],
): Promise<Pick<RunningTasks, 'stop'>> {
  requireUnique(
    'tasks',
    tasks.map(({ id }) => id),
    'Rename the one of the newer room.',
  );
  const running = new RunningTasks();
  for (const { id, scope, everySeconds, run } of tasks) {
    await scheduler.scheduleTask({
      id,
      scope,
      frequency: { seconds: everySeconds },
      ...TIMING[scope],
      fn: running.tracked(run),
    });
  }
  return running;
}
