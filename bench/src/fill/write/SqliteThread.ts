import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from 'itsm-harness';
import type { Numbers } from '../rows/batches';
import type { SqliteWriter } from './SqliteWriter';
import type { Texts, Writer } from './Writer';

/** A SqliteWriter in a thread of its own: SQLite works while the caller makes the next rows. */
export class SqliteThread implements Writer {
  private readonly worker: Worker;

  constructor(file: string) {
    this.worker = new Worker(require.resolve('./sqliteThreadMain.ts'), {
      workerData: { file },
      execArgv: [
        '--require',
        join(ROOT, 'scripts', 'process', 'typescript.cjs'),
      ],
    });
  }

  begin = () => this.call('begin');
  insert = (rows: Texts) => this.call('insert', rows);
  setNumbers = (numbers: Numbers, texts: number) =>
    this.call('setNumbers', numbers, texts);
  end = () => this.call('end');

  async close(): Promise<void> {
    await this.call('close');
    await this.worker.terminate();
  }

  private call<M extends keyof Writer>(
    method: M,
    ...args: Parameters<SqliteWriter[M]>
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      this.worker.once('error', reject);
      this.worker.once('message', ({ error }) => {
        this.worker.removeListener('error', reject);
        if (error) reject(new Error(error));
        else resolve();
      });
      this.worker.postMessage({ method, args });
    });
  }
}
