import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from 'itsm-harness';
import { Client } from 'pg';

/** A PostgreSQL server of a test's own, that the test may crash. It keeps its address. */
export class CrashingPostgres {
  private constructor(
    private readonly keeper: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<CrashingPostgres> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'itsm-postgres-'));
    const keeper = fork(
      join(ROOT, 'scripts/postgres/keeper.mjs'),
      [JSON.stringify({ folder, purpose: 'crashing' })],
      { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    const { url, error } = await answerOf(keeper);
    if (!url) throw new Error(`PostgreSQL did not start. ${error}`);
    return new CrashingPostgres(keeper, url);
  }

  /** Ends it at once and starts it again after a while. Resolves when it takes connections. */
  async crash(awayMs: number): Promise<void> {
    await this.tell('crash');
    await pause(awayMs);
    await this.tell('start');
    const client = new Client({ connectionString: this.url });
    await client.connect();
    await client.end();
  }

  async stop(): Promise<void> {
    const ended = new Promise(done => this.keeper.once('exit', done));
    this.keeper.disconnect();
    await ended;
  }

  private async tell(command: string): Promise<void> {
    const answer = answerOf(this.keeper);
    this.keeper.send(command);
    const { error } = await answer;
    if (error) throw new Error(`PostgreSQL: ${command} failed. ${error}`);
  }
}

function answerOf(keeper: ChildProcess): Promise<any> {
  return new Promise(done => {
    const ended = (code: number | null) => done({ error: `It ended: ${code}` });
    keeper.once('exit', ended);
    keeper.once('message', message => {
      keeper.removeListener('exit', ended);
      done(message);
    });
  });
}
