import type { Reply } from '../wire';
import { tell } from '../wire';
import { addressOf, type ApiOperation } from '../apiDocument';
import { KIND_NAMES } from '../kinds';
import { queryWithOneFault, withOneFault } from './faults';
import type { Fuzzer } from './Fuzzer';

/** These can't succeed; every call of them has to be refused. */
export const NEVER = [
  ...KIND_NAMES.map(kind => `unknown-action-${kind}`),
  // Waits for templates, which do not exist yet
  'schedule-change',
];

/** Asks one operation something valid; what comes back has to conform. */
export async function askValid(fuzzer: Fuzzer, operation: ApiOperation) {
  const actor = fuzzer.random.below(20) ? fuzzer.anyone() : 'nobody';
  const question = fuzzer.question(operation);
  const reply = await fuzzer.ask({ operation, question, actor });
  fuzzer.findings.expect(
    reply.status >= 300 || !NEVER.includes(operation.id),
    () => `${operation.id} succeeded: ${tell(question)}`,
  );
}

/** Breaks one thing of a valid question: it has to be refused, and with the right words. */
export async function askBroken(fuzzer: Fuzzer, operation: ApiOperation) {
  const { random, findings } = fuzzer;
  const question = fuzzer.question(operation);
  const inQuery = operation.parameters.filter(p => p.in === 'query');
  const breaks: (() => number[])[] = [];
  if (operation.body) {
    breaks.push(() => {
      const broken = withOneFault(operation.body!, question.body, random);
      question.body = JSON.stringify(broken) ?? 'null';
      // A fault in the fuzzer would be a broken promise of the fuzzer's only
      return fuzzer.conformance.accepts(operation, broken) ? [] : [400];
    });
    breaks.push(() => {
      question.body = random.pick([
        '{',
        '{"a":}',
        'null',
        '"a"',
        '[]',
        '\u0000',
      ]);
      return [400];
    });
    breaks.push(() => {
      question.headers = { ...question.headers, 'content-type': 'text/plain' };
      return [415];
    });
  }
  if (inQuery.length > 0) {
    breaks.push(() => {
      const query = queryWithOneFault(inQuery, {}, random);
      question.path = addressOf(
        operation,
        { number: 'INC-000001', id: 'none' },
        query,
      );
      return operation.method === 'GET' ? [400] : [400, 404];
    });
  }
  if (operation.versioned) {
    breaks.push(() => {
      const { 'if-match': _, ...headers } = question.headers!;
      question.headers = headers;
      return [428];
    });
    breaks.push(() => {
      const wrong = random.pick(['*', 'W/"1"', '"1", "2"', '-1', 'one', '1e3']);
      question.headers = { ...question.headers, 'if-match': wrong };
      return [400];
    });
  }
  if (operation.method === 'POST' && !operation.id.startsWith('unknown-')) {
    breaks.push(() => {
      const wrong = random.pick(['a key', 'x'.repeat(256), 'é']);
      question.headers = { ...question.headers, 'idempotency-key': wrong };
      return [400];
    });
  }
  if (breaks.length === 0) return askValid(fuzzer, operation);
  const refusals = random.pick(breaks)();
  if (refusals.length === 0) return askValid(fuzzer, operation);
  const reply: Reply = await fuzzer.ask({
    operation,
    question,
    actor: 'service',
  });
  findings.expect(
    refusals.includes(reply.status),
    () =>
      `${operation.id} answered ${reply.status} instead of ${refusals} to a broken question: ${tell(question)} → ${reply.text.slice(0, 300)}`,
  );
  return undefined;
}
