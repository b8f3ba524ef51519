import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import { othersIn, type ReadOthers } from './readLinks';
import type { RecordRow } from './recordRow';

/**
 * The locks of one try of a transaction. What it changes and what its rules look at is locked, so that two
 * transactions that look at each other's records run one after the other.
 *
 * Which records that are is known only on the way. The first try waits for the records that it changes and for
 * no others: where one of those is being changed, it fails, and the next try begins with all of them, in one
 * order. So nobody waits for each other.
 */
export class Locks {
  constructor(
    private readonly knex: Knex.Transaction,
    /** Ids of records that earlier tries came upon; this one adds to them. */
    private readonly known: Set<string>,
  ) {}

  /** Locks what earlier tries came upon; before anything else. */
  async ahead(): Promise<void> {
    if (this.known.size === 0 || !isPostgres(this.knex)) return;
    await this.knex('records')
      .whereIn('id', [...this.known])
      .orderBy('id')
      .select('id')
      .forUpdate();
  }

  /** A record that is about to change. SQLite runs one transaction after the other. */
  async own(id: string): Promise<any> {
    this.known.add(id);
    const query = this.knex('records').where({ id }).first();
    return isPostgres(this.knex) ? query.forUpdate() : query;
  }

  /** Records that a rule looks at. */
  readonly others: ReadOthers = async numbers => {
    if (numbers.length === 0) return [];
    if (!isPostgres(this.knex)) return othersIn(this.knex, numbers);
    const ids = await this.knex('records')
      .whereIn('number', [...new Set(numbers)])
      .pluck('id');
    const isNew = ids.some(id => !this.known.has(id));
    for (const id of ids) this.known.add(id);
    const query = othersIn(this.knex, numbers).orderBy('id').forShare();
    return (isNew ? query.noWait() : query) as Promise<RecordRow[]>;
  };

  /** Two records that change together. */
  async both(ids: readonly string[]): Promise<void> {
    for (const id of [...ids].sort()) await this.own(id);
  }
}
