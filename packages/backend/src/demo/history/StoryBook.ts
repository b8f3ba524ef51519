import type { Knex } from 'knex';
import type { Bookmark } from '../records/DemoRecord';

/** How far the demo's records are told. Times are epoch milliseconds. */
export interface Progress {
  /** The real time at which the first start began to tell; all dates of the history follow from it. */
  began: number;
  months: number;
  /** Steps of the history that were told, and the time of the last of them. */
  step: number;
  at: number;
  records: Record<string, Bookmark>;
  /** When the newest stories began, which come after the history. */
  storiesBegan?: number;
  isDone?: boolean;
}

const TABLE = 'demo_story';

/**
 * Keeps how far the demo is told, so that a start goes on where the last one was stopped. It is a
 * table beside the records: whoever deletes them deletes it too.
 */
export class StoryBook {
  private constructor(
    private readonly knex: Knex,
    /** Undefined until something is told. */
    public progress: Progress | undefined,
  ) {}

  static async open(knex: Knex): Promise<StoryBook> {
    if (!(await knex.schema.hasTable(TABLE))) {
      await knex.schema.createTable(TABLE, table => {
        table.integer('id').primary();
        table.text('progress').notNullable();
      });
    }
    const row = await knex(TABLE).first('progress');
    return new StoryBook(knex, row && JSON.parse(row.progress));
  }

  /** Whether there is something to go on with. */
  get isUnfinished(): boolean {
    return this.progress !== undefined && !this.progress.isDone;
  }

  async save(change: Partial<Progress>): Promise<void> {
    const known = this.progress ?? {
      began: 0,
      months: 0,
      step: 0,
      at: 0,
      records: {},
    };
    this.progress = { ...known, ...change };
    const progress = JSON.stringify(this.progress);
    await this.knex(TABLE).insert({ id: 1, progress }).onConflict('id').merge();
  }
}
