import type { Answers } from './askAll';
import { Drafts } from './drafts';
import { RENAMED } from './renamedNames';

/** One place in which two answers differ. */
interface Difference {
  question: string;
  /** As `[].timeline.items[].body.from`: without the numbers of items. */
  path: string;
  before: unknown;
  after: unknown;
}

/** An answer that a later build gives on purpose. */
export interface Intended {
  why: string;
  /** Of the question. */
  question?: RegExp;
  path: RegExp;
  /** Left out: whatever it is. */
  is?: (before: any, after: any) => boolean;
}

export interface Comparison {
  /** What nobody intended. */
  differences: Difference[];
  /** How often each intended one was met, by its reason. */
  intended: Map<string, number>;
  /** Fields that the earlier build does not have. */
  added: Set<string>;
}

const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );

function tableOf([head, ...lines]: string[]) {
  const columns = cellsOf(head);
  return lines.map(line =>
    Object.fromEntries(cellsOf(line).map((cell, n) => [columns[n], cell])),
  );
}

/** A new column is no other line. */
const asTables = (answers: Answers[string] | undefined) =>
  answers?.map(({ status, body }) => ({
    status,
    body: Array.isArray(body) ? tableOf(body.map(String)) : body,
  }));

/** Pages of a list as one: where one ends is no matter of what is said. */
function asOneList(answers: Answers[string] | undefined) {
  const bodies = answers?.map(({ body }) => body as any) ?? [];
  if (bodies.length < 2 || !bodies.every(body => Array.isArray(body?.items))) {
    return answers;
  }
  const items = bodies.flatMap(body => body.items);
  return [{ ...answers![0], body: { ...bodies[0], items, nextCursor: null } }];
}

const isIntended = (intended: Intended, found: Difference) =>
  (intended.question?.test(found.question) ?? true) &&
  intended.path.test(found.path) &&
  (intended.is?.(found.before, found.after) ?? true);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Actions that a record offers: their order says nothing. */
const isOffer = (items: unknown[]) =>
  items.length > 0 &&
  items.every(
    item =>
      isObject(item) &&
      'name' in item &&
      Object.keys(item).every(key => ['name', 'refused'].includes(key)),
  );

const byName = (items: any[]) =>
  Object.fromEntries(
    items.map(({ name, refused = null }) => [name, { refused }]),
  );

/** With the names that fields, and values that are one, have now. */
function withNewNames(value: unknown): unknown {
  const named = (name: string) =>
    Object.hasOwn(RENAMED, name) ? RENAMED[name] : name;
  if (typeof value === 'string') return named(value);
  if (Array.isArray(value)) return value.map(withNewNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      named(key),
      withNewNames(each),
    ]),
  );
}

function differ(
  before: unknown,
  after: unknown,
  path: string,
  tell: (path: string, before: unknown, after: unknown) => void,
  add: (path: string) => void,
): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (isOffer(before) && isOffer(after)) {
      differ(byName(before), byName(after), path, tell, add);
      return;
    }
    if (path.endsWith('.permissions')) {
      // A set: the order of rooms says nothing
      const [were, are] = [before, after].map(list => new Set(list));
      differ(
        Object.fromEntries([...were].map(name => [name, true])),
        Object.fromEntries([...are].map(name => [name, true])),
        path,
        tell,
        add,
      );
      return;
    }
    if (before.length !== after.length) tell(`${path}[]`, before, after);
    else
      before.forEach((item, n) =>
        differ(item, after[n], `${path}[]`, tell, add),
      );
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of Object.keys(after)) {
      if (!(key in before)) add(`${path}.${key}`);
    }
    for (const key of Object.keys(before)) {
      differ(before[key], after[key], `${path}.${key}`, tell, add);
    }
    return;
  }
  if (before !== after) tell(path, before, after);
}

/** What was told and what is told now, without drafts that are hidden from the person. */
function pairsOf(drafts: Drafts, told: any, now: any): [unknown, unknown] {
  if (!Array.isArray(told) || !Array.isArray(now)) return [told, now];
  const pairs = told.map((answer, n) => {
    if (drafts.hides(answer.body, now[n]?.status)) return [now[n], now[n]];
    const [body, nowBody] = drafts.without(answer.body, now[n]?.body);
    return [
      { ...answer, body },
      { ...now[n], body: nowBody },
    ];
  });
  return [
    pairs.map(([one]) => one),
    [...pairs.map(([, other]) => other), ...now.slice(told.length)],
  ];
}

/**
 * The later build says all that the earlier one said. It may say more: what clients do not know
 * they leave alone.
 */
export function compare(
  before: Answers,
  after: Answers,
  allowed: readonly Intended[],
): Comparison {
  const result: Comparison = {
    differences: [],
    intended: new Map(),
    added: new Set(),
  };
  const byPerson = new Map<string, Drafts>();
  for (const question of Object.keys(before).sort()) {
    const found: Difference[] = [];
    const tell = (path: string, a: unknown, b: unknown) =>
      found.push({ question, path, before: a, after: b });
    const [told, nowTold] = [before, after].map(answers =>
      question.includes('.csv')
        ? asTables(answers[question])
        : asOneList(answers[question]),
    );
    const [person] = question.split(' ');
    const drafts = byPerson.get(person) ?? new Drafts(person, before);
    byPerson.set(person, drafts);
    const [expected, said] = pairsOf(drafts, withNewNames(told), nowTold);
    differ(expected, said, '', tell, path => result.added.add(path));
    for (const difference of found) {
      const known = allowed.find(intended => isIntended(intended, difference));
      if (!known) result.differences.push(difference);
      else
        result.intended.set(
          known.why,
          (result.intended.get(known.why) ?? 0) + 1,
        );
    }
  }
  return result;
}
