import type { Answers } from './askAll';

/** Who sees drafts of which they are no part. */
const SEES_ALL = ['admin', 'adam'];

/** An article that was never published, of which the person is neither requester nor assignee. */
const isDraftOfOthers = (person: string, item: any): boolean =>
  !SEES_ALL.includes(person) &&
  String(item?.number).startsWith('KB-') &&
  ['draft', 'review', 'scheduled'].includes(item.state) &&
  ![item.requester, item.assignee].includes(`user:default/${person}`);

const numbersIn = (items: readonly any[] = []) =>
  new Set(items.map(({ number }) => number));

/**
 * Takes the drafts that are for their writers and reviewers now out of what an earlier build told a person. A
 * draft that the person is told of today stays: it has to be told as it was.
 */
export class Drafts {
  /** All that the person was told of. */
  private readonly all = new Set<string>();

  constructor(
    private readonly person: string,
    answers: Answers,
  ) {
    for (const [question, told] of Object.entries(answers)) {
      if (question.split(' ')[0] !== person) continue;
      for (const { body } of told) this.collect(body);
    }
  }

  /** Of an answer, as it was told and as it is told now: what has to be the same. */
  without(body: any, now: any): [unknown, unknown] {
    if (Array.isArray(body)) return [this.kept(body, now), now];
    if (typeof body !== 'object' || body === null) return [body, now];
    if (Array.isArray(body.items) && Array.isArray(now?.items)) {
      return this.list(body, now);
    }
    const parts = Object.keys(body).map(key =>
      body[key]?.items
        ? this.without(body[key], now?.[key])
        : [body[key], now?.[key]],
    );
    const joined = (side: 0 | 1) =>
      Object.fromEntries(
        Object.keys(body).map((key, n) => [key, parts[n][side]]),
      );
    return [joined(0), { ...now, ...joined(1) }];
  }

  /** Whether a record that was told is none that the person is told of today. */
  hides(body: unknown, status: number | undefined): boolean {
    return status === 404 && isDraftOfOthers(this.person, body);
  }

  private list(body: any, now: any): [unknown, unknown] {
    const items = this.kept(body.items, now.items);
    const gone = body.items.length - items.length;
    if (this.all.size === 0) return [body, now];
    // Of a page the others are on later ones: at the most all drafts are missing from its count
    const fewer = (body.count?.value ?? 0) - (now.count?.value ?? 0);
    const isRight = fewer >= gone && fewer <= this.all.size;
    return [
      {
        ...body,
        items,
        nextCursor: null,
        ...(isRight && { count: now.count }),
      },
      {
        ...now,
        // Where some are gone the page has room for others
        items: gone > 0 ? now.items.slice(0, items.length) : now.items,
        nextCursor: null,
      },
    ];
  }

  private kept(items: any[], now: any[] = []): any[] {
    const told = numbersIn(now);
    return items.filter(
      item => !isDraftOfOthers(this.person, item) || told.has(item.number),
    );
  }

  private collect(body: any): void {
    for (const item of Array.isArray(body?.items) ? body.items : [body]) {
      if (isDraftOfOthers(this.person, item)) this.all.add(item.number);
    }
  }
}
