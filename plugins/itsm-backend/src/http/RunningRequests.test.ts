import { EventEmitter, once } from 'node:events';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { errorHandler } from './errorHandler';
import { RunningRequests } from './RunningRequests';

describe('requests of a process that stops', () => {
  it('are answered when they were running, and told to come again when they come later', async () => {
    const running = new RunningRequests();
    const app = express();
    const arrived = new EventEmitter();
    let answer = () => {};
    app.use(running.middleware);
    app.get('/', (_req, res) => {
      answer = () => res.send('done');
      arrived.emit('request');
    });
    app.use(errorHandler(mockServices.logger.mock()));
    const server = app.listen(0);
    const first = request(server)
      .get('/')
      .then(res => res.text);
    await once(arrived, 'request');
    let isStopped = false;
    const stopped = running.stop().then(() => {
      isStopped = true;
    });
    const late = await request(server).get('/');
    expect([late.status, late.body.error.code]).toEqual([503, 'stopping']);
    expect(late.headers).toMatchObject({
      'retry-after': '5',
      connection: 'close',
    });
    expect(isStopped).toBe(false);
    answer();
    expect(await first).toBe('done');
    await stopped;
    server.close();
  });

  it('are waited for when their callers have hung up, but not for ever', async () => {
    const running = new RunningRequests();
    let end = () => {};
    const work = running.tracked(
      new Promise<void>(resolve => {
        end = resolve;
      }),
    );
    await running.stop(1);
    let isStopped = false;
    const stopped = running.stop().then(() => {
      isStopped = true;
    });
    await Promise.resolve();
    expect(isStopped).toBe(false);
    end();
    await Promise.all([work, stopped]);
    expect(isStopped).toBe(true);
  });
});
