import { BASE } from '../apiDocument';
import type { Findings } from '../findings';
import { KINDS } from '../kinds';
import { tell, type Question, type Reply, type Wire } from '../wire';
import { FOLDING_METER, type Folded } from './foldingMeter';

/** Of one write: its text once or twice, and what the record has already. */
export const MOST_FOLDED = 150_000;
/** At once; a long run of marks takes time by its square. */
export const LONGEST_FOLDED = 1_024;

export const isDone = ({ status }: Reply) => status === 200 || status === 201;

/** Asks, and holds each answer and the work for it against what is promised. */
export class Asking {
  asked = 0;

  constructor(
    private readonly wire: Wire,
    readonly findings: Findings,
  ) {}

  /** What was folded so far is nobody's. */
  async begin(): Promise<void> {
    await this.wire.send({ method: 'GET', path: FOLDING_METER });
  }

  async send(what: string, question: Question): Promise<Reply> {
    const reply = await this.wire.send(question);
    const { body } = await this.wire.send({
      method: 'GET',
      path: FOLDING_METER,
    });
    const { characters, longest } = body as Folded;
    this.asked += 1;
    const about = () => `${what}, ${tell(question).slice(0, 120)}`;
    const { error } = reply.body ?? {};
    this.findings.expect(
      isDone(reply) ||
        (reply.status >= 400 &&
          reply.status < 500 &&
          Boolean(error?.code && error?.message)),
      () => `${about()}: ${reply.status} ${reply.text.slice(0, 200)}`,
    );
    this.findings.expect(
      characters <= MOST_FOLDED,
      () => `${about()}: ${characters} characters were folded`,
    );
    this.findings.expect(
      longest <= LONGEST_FOLDED,
      () => `${about()}: ${longest} characters were folded at once`,
    );
    return reply;
  }

  post(what: string, path: string, body: unknown, headers = {}) {
    return this.send(what, { method: 'POST', path, body, headers });
  }

  async incident(): Promise<string> {
    const path = `${BASE}/v1/incidents`;
    const reply = await this.post('an incident', path, KINDS.incident.least());
    if (!isDone(reply)) throw new Error(reply.text);
    return `${path}/${reply.body.number}`;
  }
}
