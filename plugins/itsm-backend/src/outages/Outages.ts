import {
  kindPermissions,
  outage,
  type KindDefinition,
  type OutageView,
} from 'backstage-plugin-itsm-common';
import { toNullableNumber, toNumber } from '../database/database';
import { aboutNow } from '../entities/renamed';
import type { Caller } from '../access/Caller';
import { runPlanned } from '../database/runPlanned';
import { orderedCandidates } from '../lists/candidates';
import type { ListQuery } from '../lists/listQuery';
import type { SignalChannels } from '../signals/SignalChannels';
import { outageDays } from './outageDays';
import type { Records } from '../records/Records';

/** The newest of them are looked at; where there are more, older days stay unknown. */
const MOST = 1_000;

const COLUMNS = [
  'r.state',
  'r.priority',
  'r.created_at',
  'r.started_at',
  'r.resolved_at',
  'r.closed_at',
];

/** On which days something was broken, as the records say that the caller may read. */
export class Outages {
  constructor(
    private readonly records: Records,
    private readonly now: () => number,
    private readonly channels: SignalChannels,
  ) {}

  /**
   * One statement; it reads the newest thousand records at the most.
   *
   * @param options - so many days of that IANA zone, today the last of them
   * @throws NotPermittedError when the caller may read no record of the kind at all
   */
  async days(
    caller: Caller,
    kind: KindDefinition,
    asked: Pick<ListQuery, 'entities' | 'followed' | 'within'>,
    options: { days: number; zone: string },
  ): Promise<OutageView> {
    const { name } = kind;
    const criteria = await caller.criteria(name, 'read');
    if (criteria === false) caller.denied(kindPermissions(name).read.name);
    const { knex } = this.records;
    const { about } = await aboutNow(knex, asked);
    const scopes = [{ kind: name, criteria }];
    const { page } = orderedCandidates(knex, {
      ...about,
      scopes,
      state: 'all',
      sort: 'created',
      limit: MOST,
      count: false,
    });
    const rows = await runPlanned(
      knex,
      knex
        .with('page', page)
        .from('page')
        .join('records as r', 'r.id', 'page.id')
        .select(COLUMNS),
    );
    const created = rows.map(row => toNumber(row.created_at));
    const spans = rows
      .filter(({ state }) => !outage.of(kind)?.notIn.includes(state))
      .map(row => ({
        from: toNullableNumber(row.started_at) ?? toNumber(row.created_at),
        until: toNullableNumber(row.resolved_at ?? row.closed_at),
        priority: toNullableNumber(row.priority),
      }));
    const view = outageDays(spans, {
      ...options,
      now: this.now(),
      since: rows.length > MOST ? Math.min(...created) : null,
    });
    return { ...view, ...this.channels.ofList(scopes, about) };
  }
}
