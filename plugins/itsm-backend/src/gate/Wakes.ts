import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import type { Wake, Waiting } from './Waiting';

const CHANNEL = 'itsm_gate';
/** After a connection was lost. */
const AGAIN_MS = 5_000;

/**
 * Brings what was committed to whoever waits, in every process. On PostgreSQL the database tells it with the commit
 * itself; a file of SQLite has one process only.
 */
export class Wakes {
  private told: Wake[] = [];
  private connection?: any;
  private isStopped = false;
  private connecting?: Promise<void>;

  constructor(
    private readonly deps: {
      knex: Knex;
      waiting: Waiting;
      logger: LoggerService;
    },
  ) {}

  /** Part of a commit: nobody hears of it before, or if it fails. */
  async tell(trx: Knex.Transaction, wake: Wake): Promise<void> {
    this.told.push(wake);
    if (isPostgres(trx))
      await trx.raw('select pg_notify(?, ?)', [CHANNEL, JSON.stringify(wake)]);
  }

  /** Something was decided that may matter to everybody who waits. */
  async tellAll(): Promise<void> {
    const { knex, waiting } = this.deps;
    waiting.wake({});
    if (isPostgres(knex))
      await knex.raw('select pg_notify(?, ?)', [CHANNEL, '{}']);
  }

  /** After a commit of this process; what was told by one that failed wakes somebody for nothing. */
  committed(): void {
    for (const wake of this.told.splice(0)) this.deps.waiting.wake(wake);
  }

  /** Hears of the commits of other processes, from now on. */
  async listen(): Promise<void> {
    if (!isPostgres(this.deps.knex) || this.connection || this.isStopped)
      return;
    this.connecting ??= this.connect()
      // Whoever waits asks again by the clock meanwhile
      .catch(error => this.later(error))
      .finally(() => {
        this.connecting = undefined;
      });
    await this.connecting;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.connecting?.catch(() => {});
    await this.connection?.end().catch(() => {});
  }

  private async connect(): Promise<void> {
    const { knex, waiting } = this.deps;
    // One of its own, not of the pool: it stays as it is
    const connection = await knex.client.acquireRawConnection();
    const lost = (reason?: unknown) => {
      if (this.connection !== connection) return;
      this.connection = undefined;
      if (!this.isStopped) this.later(reason ?? 'it was closed');
    };
    connection.on('error', lost);
    connection.on('end', () => lost());
    connection.on('notification', ({ payload }: { payload?: string }) =>
      waiting.wake(JSON.parse(payload ?? '{}')),
    );
    await connection.query(`listen ${CHANNEL}`);
    this.connection = connection;
    // What was committed before anybody listened
    waiting.wake({});
  }

  private later(reason: unknown): void {
    this.deps.logger.warn(
      'The gate has no connection for what others commit, and takes one later',
      { reason: String(reason) },
    );
    setTimeout(() => this.listen(), AGAIN_MS).unref();
  }
}
