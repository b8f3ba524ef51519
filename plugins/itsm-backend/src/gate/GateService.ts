import {
  decideGate,
  gateType,
  MissingError,
  outage,
  TooManyRequestsError,
  windowType,
  type GateDecision,
  type GateFacts,
  type GateCheckInput,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { entityCase } from '../conditions/entityCase';
import { fullRef } from '../entities/EntityLookup';
import type { House } from '../House';
import { coveringIn } from '../windows/covering';
import { readReadable } from '../callers/readReadable';
import { ownChange, runningChanges, type GatedKind } from './changeOfCheck';
import type { CheckOpener } from './CheckOpener';
import { gatesFor } from './gatesFor';
import type { Check, Decided, GateStore } from './GateStore';
import { questionOf, type Question } from './Question';
import { urgentIncidents } from './urgentIncidents';
import type { Waiting, Wake } from './Waiting';

/** Pipelines that one process lets wait. */
const MOST_WAITING = 1_000;
/** For those who find no room to wait. */
const ASK_AGAIN_SECONDS = 10;
/** Windows that begin within so long are looked at, too: an answer is not good beyond their start. */
const AHEAD_MS = 15 * 60_000;

/** An answer, and what a pipeline does when it gets none. */
export interface Answer extends Decided {
  id: string;
  change: string | null;
  withoutAnswer: 'open' | 'closed';
}

/** Answers pipelines, and opens the changes that they need. */
export class GateService {
  constructor(
    private readonly deps: Pick<
      House,
      | 'knex'
      | 'records'
      | 'entities'
      | 'graph'
      | 'definitions'
      | 'now'
      | 'kinds'
    > & {
      gated: GatedKind;
      store: GateStore;
      checks: CheckOpener;
      waiting: Waiting;
      /** Begins to hear of what other processes commit. */
      listen(): Promise<void>;
    },
  ) {}

  /** Answers a question; the same question again gets the same answer as long as nothing has changed. */
  async check(
    caller: Caller,
    input: GateCheckInput,
    waitMs: number,
  ): Promise<Answer> {
    const question = questionOf(
      caller.actor.ref,
      fullRef(input.entityRef),
      input,
    );
    const { store, checks } = this.deps;
    const known = await store.byQuestion(question);
    const check = known?.changeId
      ? known
      : await checks.open(caller, question, {
          known,
          isGated: await this.isGated(caller, question),
        });
    return this.answer(caller, check, waitMs);
  }

  /** @throws MissingError also for what somebody else asked */
  async again(caller: Caller, id: string, waitMs: number): Promise<Answer> {
    const check = await this.deps.store.byId(id, caller.actor.ref);
    if (!check) throw new MissingError('gate check', id);
    return this.answer(caller, check, waitMs);
  }

  /** Decides now, and again whenever something happens that may matter, until the verdict is not to wait. */
  private async answer(
    caller: Caller,
    check: Check,
    waitMs: number,
  ): Promise<Answer> {
    const { waiting, now } = this.deps;
    // A wait is measured by the process, whatever time the product goes by
    const end = performance.now() + waitMs;
    const left = () => end - performance.now();
    if (waitMs > 0) await this.deps.listen();
    for (;;) {
      let answer: Answer | undefined;
      // It listens before it decides: what is committed in between is not lost
      const turn = waiting.listen(
        wake => answer === undefined || concerns(answer, wake),
      );
      try {
        answer = await this.decide(caller, check);
        const isOver = left() <= 0 || waiting.isClosed;
        if (!mayChange(answer.decision) || isOver) return answer;
        if (waiting.size > MOST_WAITING)
          throw new TooManyRequestsError(ASK_AGAIN_SECONDS);
        const { until } = answer.decision;
        await turn.wait(Math.min(left(), (until ?? Infinity) - now()));
      } finally {
        turn.end();
      }
    }
  }

  private async decide(caller: Caller, check: Check): Promise<Answer> {
    const { store, knex } = this.deps;
    const { facts, withoutAnswer } = await this.facts(caller, check);
    const decision = decideGate(facts);
    const last = await store.last(check.id);
    const isSame = last !== undefined && sameAnswer(last, decision, facts.at);
    const decided = isSame ? last : { at: facts.at, decision, facts };
    if (!isSame) {
      const isKept = await store.keep(check.id, (last?.seq ?? 0) + 1, decided);
      // Another process was faster, perhaps with another answer: this one is given after it, or not at all
      if (!isKept) return this.decide(caller, check);
    }
    const [change] = check.changeId
      ? await knex('records').where({ id: check.changeId }).pluck('number')
      : [null];
    return { ...decided, id: check.id, change, withoutAnswer };
  }

  private async isGated(caller: Caller, question: Question): Promise<boolean> {
    const covering = await this.covering(caller, question);
    return covering !== undefined && covering.gates.length > 0;
  }

  /** The entity and the gates about it; undefined for one that the caller does not see. */
  private async covering(caller: Caller, { entity, environment }: Question) {
    const { entities, definitions } = this.deps;
    // A pipeline's token is often good for this plugin alone: it is told whether there is such an entity, and no more
    const isVisible =
      caller.actor.type !== 'user' ||
      (await entities.titles([entity], caller.credentials)).has(entity);
    const facts = isVisible
      ? (await entities.resolve([entity])).get(entity)
      : undefined;
    if (!facts) return undefined;
    const asked = entityCase(facts);
    const gates = gatesFor(
      await definitions.read(gateType),
      asked,
      environment,
    );
    return { asked, gates };
  }

  private async facts(
    caller: Caller,
    { asked, changeId }: Check,
  ): Promise<{ facts: GateFacts; withoutAnswer: 'open' | 'closed' }> {
    const { knex, definitions, now, gated, kinds } = this.deps;
    const at = now();
    const covering = await this.covering(caller, asked);
    const invalid = [
      ...(await definitions.invalid(gateType)),
      ...(await definitions.invalid(windowType)),
    ];
    const gates = covering?.gates ?? [];
    const about = {
      at,
      asked: { revision: asked.revision, artifact: asked.artifact },
      isKnown: covering !== undefined,
      invalid,
      gates: gates.map(({ withoutAnswer: _, ...gate }) => gate),
    };
    const withoutAnswer = gates.some(each => each.withoutAnswer === 'closed')
      ? 'closed'
      : 'open';
    if (!covering || gates.length === 0) {
      const nothing = { windows: [], incidents: [], change: null, running: [] };
      return { facts: { ...about, ...nothing }, withoutAnswer };
    }
    const own = await ownChange(knex, gated, changeId, asked);
    const running = await runningChanges(knex, gated, asked, changeId);
    const incidents = await urgentIncidents(
      knex,
      kinds.all.filter(kind => outage.of(kind)).map(({ name }) => name),
      await this.restsOn(asked.entity),
      own?.number,
    );
    const mayTell = await this.readable(caller, [...running, ...incidents]);
    const facts: GateFacts = {
      ...about,
      windows: coveringIn(
        await definitions.read(windowType),
        { entities: [covering.asked], environment: asked.environment },
        [{ start: at, end: at + AHEAD_MS }],
      ),
      // That there is one holds it up; which one is for those who may read it
      incidents: incidents.map(each =>
        mayTell(each) ? each : { ...each, number: null, entity: null },
      ),
      change: own,
      running: running.map(each => (mayTell(each) ? each : { number: null })),
    };
    return { facts, withoutAnswer };
  }

  /** Whether the caller may hear of a record. */
  private async readable(
    caller: Caller,
    records: readonly { number: string | null }[],
  ): Promise<(record: { number: string | null }) => boolean> {
    const numbers = records.flatMap(({ number }) => number ?? []);
    const found = await readReadable(
      this.deps.records,
      caller,
      'number',
      numbers,
    );
    const known = new Set(found.map(({ record }) => record.number));
    return ({ number }) => number !== null && known.has(number);
  }

  /** The entity, and what it rests on directly. */
  private async restsOn(entity: string): Promise<string[]> {
    const { graph } = await this.deps.graph.read();
    return graph.near(entity);
  }
}

/** Worth waiting for: a freeze ends by itself, or somebody lets the change through. */
const mayChange = ({ verdict, code }: GateDecision): boolean =>
  verdict === 'wait' || code === 'FREEZE';

/** Whether what was committed may change the answer. */
const concerns = (
  { decision: { code }, change }: Answer,
  { number, isOutage }: Wake,
): boolean =>
  number === undefined ||
  number === change ||
  code === 'COLLISION' ||
  (isOutage === true && code === 'INCIDENT');

/** An answer that is still good is not given anew. */
const sameAnswer = (
  last: Decided,
  { verdict, code, params, until }: GateDecision,
  at: number,
): boolean =>
  last.decision.verdict === verdict &&
  last.decision.code === code &&
  JSON.stringify(last.decision.params) === JSON.stringify(params) &&
  (verdict === 'allow'
    ? last.decision.until === null || at < last.decision.until
    : last.decision.until === until);
