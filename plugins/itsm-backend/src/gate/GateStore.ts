import type { GateDecision, GateFacts } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isUuid } from '../database/isUuid';
import { storedJson } from '../database/storedJson';
import { questionKey, type Question } from './Question';

/** A question that was asked, and the change that would let it through. */
export interface Check {
  id: string;
  asked: Question;
  changeId: string | null;
}

/** An answer with all that it goes by. */
export interface Decided {
  at: number;
  decision: GateDecision;
  facts: GateFacts;
}

const checkOf = (row: any): Check => ({
  id: row.id,
  asked: JSON.parse(row.asked),
  changeId: row.change_id,
});

/** What was asked, and every answer that was another one than before. */
export class GateStore {
  constructor(private readonly knex: Knex) {}

  async byQuestion(question: Question): Promise<Check | undefined> {
    const row = await this.knex('gate_checks')
      .where({ question: questionKey(question) })
      .first();
    return row && checkOf(row);
  }

  /** Undefined also for one that somebody else asked. */
  async byId(id: string, caller: string): Promise<Check | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await this.knex('gate_checks').where({ id, caller }).first();
    return row && checkOf(row);
  }

  /** In the transaction that opens the change; undefined when the same was asked at the same time. */
  async open(
    trx: Knex.Transaction,
    asked: Question,
    at: number,
  ): Promise<Check | undefined> {
    const id = uuid();
    const rows = await trx('gate_checks')
      .insert({
        id,
        question: questionKey(asked),
        caller: asked.caller,
        entity: asked.entity,
        environment: asked.environment,
        asked: JSON.stringify(asked),
        change_id: null,
        created_at: at,
      })
      .onConflict('question')
      .ignore()
      .returning('id');
    return rows.length > 0 ? { id, asked, changeId: null } : undefined;
  }

  /** The question as it is now, locked for the rest of the transaction. */
  async hold(trx: Knex.Transaction, { id }: Check): Promise<Check> {
    return checkOf(await trx('gate_checks').where({ id }).forUpdate().first());
  }

  async giveChange(
    trx: Knex.Transaction,
    { id }: Check,
    changeId: string,
  ): Promise<void> {
    await trx('gate_checks').where({ id }).update({ change_id: changeId });
  }

  async isWaitedFor(trx: Knex, changeId: string): Promise<boolean> {
    const row = await trx('gate_checks')
      .where({ change_id: changeId })
      .first('id');
    return row !== undefined;
  }

  /** The last answer. */
  async last(
    checkId: string,
  ): Promise<(Decided & { seq: number }) | undefined> {
    const row = await this.knex('gate_decisions')
      .where({ check_id: checkId })
      .orderBy('seq', 'desc')
      .first();
    const body = row && storedJson<any, undefined>(row.body, undefined);
    return body && { ...body, seq: row.seq, at: Number(row.at) };
  }

  /** Keeps an answer; false when another one was kept at its place meanwhile. */
  async keep(checkId: string, seq: number, decided: Decided): Promise<boolean> {
    const { at, decision, facts } = decided;
    const rows = await this.knex('gate_decisions')
      .insert({
        check_id: checkId,
        seq,
        at,
        verdict: decision.verdict,
        code: decision.code,
        body: JSON.stringify({ decision, facts }),
      })
      .onConflict(['check_id', 'seq'])
      .ignore()
      .returning('seq');
    return rows.length > 0;
  }
}
