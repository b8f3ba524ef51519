import type { BackendProcess, Seeded } from 'itsm-harness';
import { CI_TOKEN } from 'itsm-harness';
import { BASE, type ApiOperation } from '../apiDocument';
import type { Findings } from '../findings';
import { EVERYBODY, Tokens, type PersonName } from '../people';
import { tell, type Question, type Reply, type Wire } from '../wire';
import { knownFrom, refresh, type KnownRecord } from './KnownRecord';
import type { Caller } from './policy';

/** Nobody: without a token, or with one that nobody issued. */
export type Nobody = { name: 'nobody' | 'a forger'; kind: 'nobody' };
export type AnyCaller = Caller | Nobody;

export const SERVICE: Caller = { name: 'a service', kind: 'service' };
const PIPELINE: Caller = { name: 'a pipeline', kind: 'pipeline' };
export const NOBODIES: Nobody[] = [
  { name: 'nobody', kind: 'nobody' },
  { name: 'a forger', kind: 'nobody' },
];
export const PEOPLE: Caller[] = EVERYBODY.map(name => ({
  name,
  kind: 'person',
}));
export const KNOWN_CALLERS: Caller[] = [...PEOPLE, SERVICE, PIPELINE];
export const CALLERS: AnyCaller[] = [...KNOWN_CALLERS, ...NOBODIES];

/** One installation, all that the test did to it, and what a round has found. */
export class World {
  readonly records: KnownRecord[] = [];
  /** Some of them, to which nothing happens: see openStill. */
  readonly still: KnownRecord[] = [];
  /** Deployments of component:default/checkout with the changes that they made. */
  readonly deployments: { id: string; record: KnownRecord }[] = [];
  private readonly tokens: Tokens;
  findings!: Findings;
  random!: Seeded;
  cells = 0;
  /** Operations that the matrix has called. */
  readonly called = new Set<string>();

  constructor(
    backends: readonly BackendProcess[],
    private readonly wires: readonly Wire[],
    readonly operations: readonly ApiOperation[],
  ) {
    this.tokens = new Tokens(backends[0]);
  }

  startRound(findings: Findings, random: Seeded): void {
    this.findings = findings;
    this.random = random;
    this.cells = 0;
  }

  /** Asks any replica as a caller. */
  async ask(caller: AnyCaller, question: Question): Promise<Reply> {
    return this.random
      .pick(this.wires)
      .send({ ...question, token: await this.tokenOf(caller) });
  }

  /** One cell of the matrix: counted, and its status held against the policy's. */
  async cell(
    caller: AnyCaller,
    operation: string,
    question: Question,
    isRight: (reply: Reply) => boolean,
    expected: string,
  ): Promise<Reply> {
    const reply = await this.ask(caller, question);
    this.cells += 1;
    this.called.add(operation);
    this.findings.expect(
      isRight(reply),
      () =>
        `${caller.name} got ${reply.status} instead of ${expected}: ${tell(question)} → ${reply.text.slice(0, 400)}`,
    );
    return reply;
  }

  /** Does something that has to work, as a service. */
  async must(method: string, path: string, o: Partial<Question> = {}) {
    const question = { method, path: `${BASE}${path}`, ...o };
    return this.mustAs(SERVICE, question);
  }

  async mustAs(caller: AnyCaller, question: Question): Promise<any> {
    const reply = await this.ask(caller, question);
    if (reply.status >= 300) {
      throw new Error(
        `${caller.name}: ${tell(question)} → ${reply.status} ${reply.text.slice(0, 400)}`,
      );
    }
    return reply.body;
  }

  /** Takes a record in that somebody opened. */
  async learn(number: string): Promise<KnownRecord> {
    const view = await this.must('GET', `/v1/records/${number}`);
    const record = knownFrom(view);
    refresh(record, view);
    this.records.push(record);
    return record;
  }

  /** What an administrator reads of the record now. */
  async refresh(record: KnownRecord): Promise<any> {
    const read = () => this.must('GET', `/v1/records/${record.number}`);
    const stateOf = ({ version, timeline }: any) =>
      `${version} ${timeline.items[0]?.id}`;
    // A page is made of several statements: what follows by itself may come in between
    let view = await read();
    for (let tries = 0; tries < 10; tries += 1) {
      const before = stateOf(view);
      view = await read();
      if (stateOf(view) === before) break;
    }
    refresh(record, view);
    return view;
  }

  private async tokenOf(caller: AnyCaller): Promise<string | null | undefined> {
    if (caller.kind === 'person') {
      return this.tokens.of(caller.name as PersonName);
    }
    if (caller.kind === 'pipeline') return CI_TOKEN;
    if (caller.kind === 'service') return undefined;
    return caller.name === 'nobody' ? null : 'a-token-that-nobody-issued';
  }
}
