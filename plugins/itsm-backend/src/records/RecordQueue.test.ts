import { RecordQueue } from './RecordQueue';

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return { work: () => ended, end };
}

describe('the queue of a record', () => {
  it('lets two write, keeps a hundred waiting and refuses the rest', async () => {
    const queue = new RecordQueue();
    const gate = held();
    let writing = 0;
    let most = 0;
    const write = () =>
      queue.run('hot', async () => {
        writing += 1;
        most = Math.max(most, writing);
        await gate.work();
        writing -= 1;
      });
    const writes = Array.from({ length: 200 }, write);
    const other = await queue.run('cool', async () => 'at once');
    gate.end();
    const results = await Promise.allSettled(writes);
    const refused = results.flatMap(each =>
      each.status === 'rejected' ? [each.reason] : [],
    );
    expect(other).toBe('at once');
    expect(most).toBe(2);
    expect(refused).toHaveLength(98);
    expect(refused[0]).toMatchObject({ statusCode: 429, retryAfter: 2 });
  });

  it('goes on after a failure, in the order of asking', async () => {
    const queue = new RecordQueue();
    const done: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        queue.run('hot', async () => {
          if (index < 3) throw new Error('no');
          done.push(index);
        }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(3).fill('rejected'),
      ...Array(3).fill('fulfilled'),
    ]);
    expect(done).toEqual([3, 4, 5]);
    await expect(queue.run('hot', async () => 'free')).resolves.toBe('free');
  });
});
