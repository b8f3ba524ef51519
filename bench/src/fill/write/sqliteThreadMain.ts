// The thread that writes to SQLite while the main thread makes the next rows: see SqliteThread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { SqliteWriter } from './SqliteWriter';

const writer = new SqliteWriter(workerData.file);

parentPort!.on('message', async ({ method, args }) => {
  try {
    await (writer as any)[method](...args);
    parentPort!.postMessage({});
    if (method === 'close') parentPort!.close();
  } catch (error: any) {
    parentPort!.postMessage({ error: error.stack });
  }
});
