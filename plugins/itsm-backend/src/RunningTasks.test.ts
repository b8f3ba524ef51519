import { RunningTasks } from './RunningTasks';

describe('scheduled tasks of a process that stops', () => {
  it('are told so, and waited for, however they end', async () => {
    const tasks = new RunningTasks();
    const order: string[] = [];
    const told = (name: string, error?: Error) =>
      tasks.tracked(
        signal =>
          new Promise<void>((resolve, reject) => {
            signal.addEventListener('abort', () => {
              order.push(name);
              if (error) reject(error);
              else resolve();
            });
          }),
      );
    const ends = Promise.allSettled([
      told('one')(new AbortController().signal),
      told('another', new Error('away'))(),
    ]);
    await tasks.stop();
    order.push('stopped');
    expect(await ends).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'away' } },
    ]);
    expect(order.slice(0, 2).sort()).toEqual(['another', 'one']);
    expect(order[2]).toBe('stopped');
  });

  it('end when the scheduler says so, too', async () => {
    const tasks = new RunningTasks();
    const scheduler = new AbortController();
    const run = tasks.tracked(
      signal =>
        new Promise(resolve => signal.addEventListener('abort', resolve)),
    )(scheduler.signal);
    scheduler.abort();
    await expect(run).resolves.toBeUndefined();
  });

  it('do not begin any more', async () => {
    const tasks = new RunningTasks();
    const task = jest.fn(async () => {});
    await tasks.tracked(task)();
    await tasks.stop();
    await tasks.tracked(task)();
    expect(task).toHaveBeenCalledTimes(1);
  });
});
