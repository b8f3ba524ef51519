import { until, type BackendProcess, type Seeded } from 'itsm-harness';
import { sendAndCut } from './cut';
import type { Findings } from './findings';
import type { Tokens } from './people';
import type { Question, Reply, Wire } from './wire';
import type { Write } from './writes/Write';

/** Of the requests with one key that are sent at once. */
export const AT_ONCE = 64;
/** Of those, whose connections are cut. */
const CUT = 4;
const LONGEST_CUT_MS = 60;

/** What the demo's policy lets anybody do. */
const FOR_EVERYBODY = ['new incident', 'new request', 'comment'];

export interface KeyRoundOptions {
  backends: readonly BackendProcess[];
  wires: readonly Wire[];
  tokens: Tokens;
  random: Seeded;
  findings: Findings;
}

const codeOf = (reply: Reply) => reply.body?.error?.code;

const isInFlight = (reply: Reply) =>
  reply.status === 409 && codeOf(reply) === 'idempotency_key_in_flight';

const tell = ({ status, text }: Reply) => `${status} ${text.slice(0, 300)}`;

/** As good an input, and another one. */
function otherThan(body: unknown): unknown {
  if (Buffer.isBuffer(body)) return Buffer.from('other bytes');
  const told = body as Record<string, unknown>;
  const field = ['title', 'text', 'ref', 'revision'].find(f => f in told)!;
  return { ...told, [field]: 'other' };
}

/** Tries to make one key take effect twice, or to hand its answer to somebody else. */
export class KeyRound {
  readonly facts = { requests: 0, inFlight: 0, cut: 0 };

  constructor(private readonly options: KeyRoundOptions) {}

  /** Returns how many callers used the key, each of whom wants an effect of its own. */
  async try(write: Write): Promise<number> {
    await this.refused(write);
    const first = await this.atOnce(write);
    await this.again(write, first);
    await this.withAnotherBody(write);
    await this.again(write, first);
    return (await this.asSomebodyElse(write, first)) ? 2 : 1;
  }

  /** A refusal changed nothing and leaves the key free. */
  private async refused(write: Write): Promise<void> {
    const { wires, random, findings } = this.options;
    if (Buffer.isBuffer(write.question.body)) return;
    const question = { ...write.question, body: {} };
    const reply = await this.ask(random.pick(wires), question);
    findings.expect(
      reply.status === 400,
      () => `A ${write.what} of nothing was answered ${tell(reply)}.`,
    );
  }

  /** Many at once, over all replicas, some of which nobody waits for. Returns the one answer. */
  private async atOnce(write: Write): Promise<Reply> {
    const { backends, wires, random } = this.options;
    const { question } = write;
    const cuts = Array.from({ length: CUT }, (_, i) =>
      sendAndCut(
        backends[i % backends.length].port,
        question,
        random() * LONGEST_CUT_MS,
      ),
    );
    this.facts.cut += CUT;
    const replies = await Promise.all(
      Array.from({ length: AT_ONCE - CUT }, (_, i) =>
        this.ask(wires[i % wires.length], question),
      ),
    );
    await Promise.all(cuts);
    const answers = replies.filter(reply => !isInFlight(reply));
    this.facts.inFlight += replies.length - answers.length;
    // All came while the first one, which was cut, was at work
    const first = answers[0] ?? (await this.untilAnswered(question));
    for (const reply of answers) this.expectSame(write, reply, first);
    return first;
  }

  private async untilAnswered(question: Question): Promise<Reply> {
    let reply: Reply | undefined;
    await until(async () => {
      reply = await this.ask(this.options.wires[0], question);
      return !isInFlight(reply);
    }, 'the first request to be done');
    return reply!;
  }

  private async again(write: Write, first: Reply): Promise<void> {
    for (const wire of this.options.wires) {
      this.expectSame(write, await this.ask(wire, write.question), first);
    }
  }

  private async withAnotherBody(write: Write): Promise<void> {
    const { wires, random, findings } = this.options;
    const { question } = write;
    const body = otherThan(question.body);
    const reply = await this.ask(random.pick(wires), { ...question, body });
    findings.expect(
      reply.status === 422 && codeOf(reply) === 'idempotency_key_reused',
      () =>
        `The key of ${write.what} ${write.mark} was taken with another body: ${tell(reply)}.`,
    );
  }

  private async asSomebodyElse(write: Write, first: Reply): Promise<boolean> {
    const { wires, random, tokens, findings } = this.options;
    if (!FOR_EVERYBODY.includes(write.what)) return false;
    const token = await tokens.of('olivia');
    const question = { ...write.question, token };
    const reply = await this.ask(random.pick(wires), question);
    const isOwn = reply.status === first.status && reply.text !== first.text;
    findings.expect(
      isOwn,
      () =>
        `Somebody else with the key of ${write.what} ${write.mark} got ${tell(reply)}.`,
    );
    const again = await this.ask(random.pick(wires), question);
    this.expectSame(write, again, reply);
    return isOwn;
  }

  private ask(wire: Wire, question: Question): Promise<Reply> {
    this.facts.requests += 1;
    return wire.send(question);
  }

  private expectSame(write: Write, reply: Reply, first: Reply): void {
    const isSame =
      reply.status === first.status &&
      reply.text === first.text &&
      reply.headers.etag === first.headers.etag;
    this.options.findings.expect(
      isSame && reply.status < 300,
      () =>
        `${write.what} ${write.mark} was answered ${tell(reply)}, and first ${tell(first)}.`,
    );
  }
}
