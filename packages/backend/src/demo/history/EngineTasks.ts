import { until } from '../records/until';

const TIMEOUT_MS = 60_000;

interface TaskState {
  status: string;
  lastRunEndedAt?: string;
}

/** Runs scheduled tasks of the ITSM backend through the scheduler's HTTP API, as anybody may. */
export class EngineTasks {
  constructor(
    private readonly options: {
      itsmUrl: string;
      token: () => Promise<string>;
      signal: AbortSignal;
    },
  ) {}

  /** Resolves after a whole run that began after the call. */
  async run(taskId: string): Promise<void> {
    const { signal } = this.options;
    await until(`the task ${taskId}`, async () => this.trigger(taskId), {
      timeoutMs: TIMEOUT_MS,
      signal,
      firstDelayMs: 5,
    });
    await until(
      `the end of the task ${taskId}`,
      async () => (await this.stateOf(taskId)).status !== 'running',
      { timeoutMs: TIMEOUT_MS, signal, firstDelayMs: 5 },
    );
  }

  /** False while it runs already. */
  private async trigger(taskId: string): Promise<boolean> {
    const response = await this.call(`${taskId}/trigger`, 'POST');
    if (response.status === 409) return false;
    if (!response.ok) {
      throw new Error(`Triggering ${taskId} answered ${response.status}`);
    }
    return true;
  }

  private async stateOf(taskId: string): Promise<TaskState> {
    const response = await this.call('', 'GET');
    const { tasks } = await response.json();
    return tasks.find((task: any) => task.taskId === taskId).taskState;
  }

  private async call(path: string, method: string): Promise<Response> {
    const { itsmUrl, token, signal } = this.options;
    const tasks = `${itsmUrl}/.backstage/scheduler/v1/tasks`;
    return fetch(path ? `${tasks}/${path}` : tasks, {
      method,
      headers: { authorization: `Bearer ${await token()}` },
      signal,
    });
  }
}
