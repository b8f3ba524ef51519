import { tell, type Question, type Reply, type Wire } from '../wire';
import type { Findings } from '../findings';
import { KINDS } from '../kinds';

/** What differs by nature: ids, moments, digests. */
const DIFFERING: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>'],
  [/\b1[6-9]\d{11}~/g, '<time>~'],
  // Named with a secret of each installation
  [/\bitsm:[\w-]{43}/g, '<channel>'],
  // Made by each installation when its hour has come
  [/"checkpoint":(null|\{[^}]*\})/g, '<checkpoint>'],
];

const PREFIXES = Object.values(KINDS).map(({ prefix }) => prefix);
const NUMBER = new RegExp(`\\b(${PREFIXES.join('|')})-\\d{6,}`, 'g');

const sorted = (lines: string) => lines.split('\r\n').sort().join('\r\n');

/** The same installation on two engines; everything is asked of both. */
export class Pair {
  questions = 0;
  findings!: Findings;
  /** Each engine's number of a record by the name that both share; sequences may have gaps. */
  private readonly names: [Map<string, string>, Map<string, string>] = [
    new Map(),
    new Map(),
  ];
  readonly numbers: [string, string][] = [];

  constructor(private readonly wires: readonly [Wire, Wire]) {}

  /**
   * Asks both the same, or what each is told by its own numbers, and compares status and body.
   * Order is compared unless `unordered`.
   */
  async ask(
    make: Question | ((numbers: readonly string[]) => Question),
    o: { unordered?: boolean } = {},
  ): Promise<[Reply, Reply]> {
    this.questions += 1;
    const questions = [0, 1].map(side =>
      typeof make === 'function'
        ? make(this.numbers.map(numbers => numbers[side]))
        : make,
    );
    const replies = (await Promise.all(
      questions.map((question, side) => this.wires[side].send(question)),
    )) as [Reply, Reply];
    if (replies.every(r => r.status === 201 && r.body?.number)) {
      this.learn(replies.map(r => r.body.number) as [string, string]);
    }
    const [first, second] = replies.map((reply, side) =>
      this.normal(reply, side, o.unordered ?? false),
    );
    this.findings.expect(
      replies.every(reply => reply.status < 500),
      () =>
        `${replies.map(r => r.status)}: ${tell(questions[0])} → ${replies.map(r => r.text.slice(0, 300)).join(' | ')}`,
    );
    this.findings.expect(
      first === second,
      () =>
        `Not the same: ${tell(questions[0])} → ${difference(first, second)}`,
    );
    return replies;
  }

  private learn(numbers: [string, string]): void {
    const name = `<record ${this.numbers.length}>`;
    this.numbers.push(numbers);
    numbers.forEach((number, side) => this.names[side].set(number, name));
  }

  private normal(reply: Reply, side: number, unordered: boolean): string {
    let body = reply.body;
    if (unordered && Array.isArray(body?.items)) {
      const { items, ...rest } = body;
      const whole = body.count && body.count.value <= items.length;
      body = {
        ...rest,
        // Which page of an order of its own somebody sees differs; what is found at all does not
        items: whole
          ? items
              .map((item: unknown) => this.named(JSON.stringify(item), side))
              .sort()
          : 'some of many',
      };
    }
    const text = body === undefined ? reply.text : JSON.stringify(body);
    const named = this.named(text, side);
    // A file of rows, such as a CSV
    const rows = body === undefined && unordered ? sorted(named) : named;
    return `${reply.status} ${rows}`;
  }

  private named(text: string, side: number): string {
    let named = text.replace(
      NUMBER,
      number => this.names[side].get(number) ?? number,
    );
    for (const [pattern, name] of DIFFERING) {
      named = named.replace(pattern, name);
    }
    return named;
  }
}

/** Where two texts part, with what stands around it. */
function difference(first: string, second: string): string {
  let at = 0;
  while (first[at] === second[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `…${first.slice(from, at + 200)} | …${second.slice(from, at + 200)}`;
}
