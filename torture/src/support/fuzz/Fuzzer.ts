import type { BackendProcess, Seeded } from 'itsm-harness';
import { addressOf, type ApiDocument, type ApiOperation } from '../apiDocument';
import type { Findings } from '../findings';
import { absentNumber } from '../kinds';
import { PERSONAS, Tokens, type PersonName } from '../people';
import { tell, type Question, type Reply, type Wire } from '../wire';
import { drawer, valuesOf } from './arbitraries';
import { conformanceOf, type Conformance } from './conformance';
import { dressed, type KnownNumber } from './knowledge';

/** Who asks: a person, a service that may do everything, or nobody. */
export type Actor = PersonName | 'service' | 'nobody';

/** One question with what it is about. */
export interface Asked {
  operation: ApiOperation;
  question: Question;
  actor: Actor;
  /** What it is about is nobody else's business. */
  isOwn?: boolean;
}

/** A comment of the service's, which may say it anew. */
interface KnownComment {
  id: string;
  number: string;
  kind: string;
  /** Of its newest version. */
  seq: number;
}

/** Records and comments that are kept to ask about; older ones are forgotten. */
const KEPT = 60;

/** Of the records that an operation is about; `record` for those of any. */
const kindOf = ({ path }: ApiOperation) => /^\/v1\/(\w+)s\b/.exec(path)?.[1];

/** Bytes: some of the 16 KiB that Node takes are the token's. */
const LONGEST_ADDRESS = 12_000;

/** Makes questions out of the document, asks them, and holds each answer against the document. */
export class Fuzzer {
  readonly conformance: Conformance;
  readonly tokens: Tokens;
  readonly records: KnownNumber[] = [];
  readonly deliveries: string[] = [];
  private readonly comments: KnownComment[] = [];
  /** Successes of each operation. */
  readonly reached = new Map<string, number>();
  requests = 0;
  findings!: Findings;
  random!: Seeded;
  private readonly bodies = new Map<string, (seed: number) => any>();

  constructor(
    backends: readonly BackendProcess[],
    private readonly wires: readonly Wire[],
    readonly document: ApiDocument,
  ) {
    this.conformance = conformanceOf(document);
    this.tokens = new Tokens(backends[0]);
  }

  startRound(findings: Findings, random: Seeded): void {
    this.findings = findings;
    this.random = random;
  }

  operation(id: string): ApiOperation {
    return this.document.operations.find(o => o.id === id)!;
  }

  /** Asks; the answer has to be one that the document declares. */
  async ask({ operation, question, actor, isOwn }: Asked): Promise<Reply> {
    const reply = await this.random
      .pick(this.wires)
      .send({ ...question, token: await this.tokenOf(actor) });
    this.requests += 1;
    // Node refuses an address that is longer than all headers may be, before the plugin sees it
    const isTooLong = question.path.length > LONGEST_ADDRESS;
    const fault =
      isTooLong && reply.status === 431
        ? undefined
        : this.conformance.faultOf(operation, reply);
    this.findings.expect(
      fault === undefined,
      () => `${operation.id} answered ${fault}: ${actor}, ${tell(question)}`,
    );
    this.findings.expect(
      (actor === 'nobody') === (reply.status === 401),
      () => `${operation.id} answered ${reply.status} to ${actor}`,
    );
    if (reply.status < 300) this.succeeded(operation, reply, isOwn);
    return reply;
  }

  private async tokenOf(actor: Actor): Promise<string | null | undefined> {
    if (actor === 'service') return undefined;
    return actor === 'nobody' ? null : this.tokens.of(actor);
  }

  private succeeded({ id }: ApiOperation, { body }: Reply, isOwn?: boolean) {
    this.reached.set(id, (this.reached.get(id) ?? 0) + 1);
    if (body?.number && !isOwn) this.remember(body);
    for (const line of body?.timeline?.items ?? []) {
      if (line.verb === 'commented' && line.actor?.type === 'service') {
        this.hear(body, line);
      }
    }
  }

  private hear({ number, kind }: KnownNumber, line: any): void {
    const seq = line.amendment?.seq ?? line.seq;
    const known = this.comments.find(({ id }) => id === line.id);
    if (known) known.seq = seq;
    else this.comments.push({ id: line.id, number, kind, seq });
    if (this.comments.length > KEPT) this.comments.shift();
  }

  /** From now on somebody may ask about it, and name it. */
  remember({ number, kind, state }: KnownNumber): void {
    const known = this.records.find(r => r.number === number);
    if (known) known.state = state;
    else this.records.push({ number, kind, state });
    if (this.records.length > KEPT) this.records.shift();
  }

  /** A body that the operation takes, as far as its schema can tell. */
  body(operation: ApiOperation): any {
    if (operation.raw) return Buffer.from(`file ${this.random()}`);
    if (!operation.body) return undefined;
    const { id, body: schema } = operation;
    if (!this.bodies.has(id)) this.bodies.set(id, drawer(valuesOf(schema)));
    const drawn = this.bodies.get(id)!(this.random.below(2 ** 31));
    return dressed(schema, drawn, {
      records: this.records,
      random: this.random,
      kind: kindOf(operation),
    });
  }

  query(operation: ApiOperation): Record<string, any> {
    const inQuery = operation.parameters.filter(p => p.in === 'query');
    if (inQuery.length === 0) return {};
    const key = `query ${operation.id}`;
    const schema = {
      type: 'object',
      properties: Object.fromEntries(inQuery.map(p => [p.name, p.schema])),
      required: inQuery.filter(p => p.required).map(p => p.name),
    };
    if (!this.bodies.has(key)) this.bodies.set(key, drawer(valuesOf(schema)));
    const { random } = this;
    const query = { ...this.bodies.get(key)!(random.below(2 ** 31)) };
    for (const name of [
      'entity',
      'within',
      'assignee',
      'group',
      'q',
      'cursor',
      'columns',
    ]) {
      // All filters at once find nothing
      if (random.below(4)) delete query[name];
    }
    // What a list gave out is tried by the chains
    if (random.below(10)) delete query.cursor;
    if (query.entity && random.below(4)) query.entity = 'checkout';
    return dressed(schema, query, { records: this.records, random });
  }

  headers(operation: ApiOperation, version?: number): Record<string, string> {
    const { random } = this;
    const current = random.pick([`"${version}"`, String(version)]);
    return {
      ...(operation.versioned &&
        version !== undefined && { 'if-match': current }),
      ...(operation.method === 'POST' &&
        random.below(4) === 0 && { 'idempotency-key': `k${random()}` }),
    };
  }

  /** A question of an operation about something that exists, if there is something. */
  question(operation: ApiOperation): Question {
    const { random } = this;
    const kind = kindOf(operation);
    const some = this.records.filter(r => kind === 'record' || r.kind === kind);
    // Not just any other one: it may be somebody's own
    const number =
      some.length > 0 ? random.pick(some).number : absentNumber('incident');
    const id =
      this.deliveries.length > 0 ? random.pick(this.deliveries) : 'none';
    const said = this.comments.filter(each => each.kind === kind);
    const about =
      operation.path.includes('/comments/') && said.length > 0
        ? random.pick(said)
        : { number, id, seq: 1 + random.below(3) };
    return {
      method: operation.method,
      path: addressOf(
        operation,
        { number: about.number, id: about.id, action: 'frobnicate' },
        this.query(operation),
      ),
      headers: this.headers(operation, about.seq),
      body: this.body(operation),
    };
  }

  anyone(): Actor {
    return this.random.below(3) ? 'service' : this.random.pick<Actor>(PERSONAS);
  }
}
