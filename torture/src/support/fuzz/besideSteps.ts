import { addressOf } from '../apiDocument';
import type { KindName } from '../kinds';
import type { Actor, Fuzzer } from './Fuzzer';

/**
 * What the service does with a record besides what its page offers as an action: it says something
 * and says it anew, changes it together with others, and takes it out of a list as a file.
 */
export async function besideSteps(
  fuzzer: Fuzzer,
  kind: KindName,
  number: string,
): Promise<void> {
  const ask = (
    id: string,
    o: {
      params?: Record<string, string>;
      query?: Record<string, string>;
      body?: object;
      version?: number;
      actor?: Actor;
    } = {},
  ) => {
    const operation = fuzzer.operation(id);
    return fuzzer.ask({
      operation,
      actor: o.actor ?? 'service',
      isOwn: true,
      question: {
        method: operation.method,
        path: addressOf(operation, { number, ...o.params }, o.query ?? {}),
        headers: fuzzer.headers(operation, o.version),
        body: o.body,
      },
    });
  };
  const said = await ask(`comment-${kind}`, { body: { text: 'So it is' } });
  const line = said.body?.timeline?.items.find(
    (each: any) => each.verb === 'commented',
  );
  if (line) {
    const params = { id: line.id };
    await ask(`comment-versions-${kind}`, { params });
    await ask(`amend-comment-${kind}`, {
      params,
      version: line.seq,
      body: { text: 'So it was' },
    });
    await ask(`redact-${kind}`, { body: { entry: line.id } });
  }
  await ask(`common-actions-of-${kind}s`, { query: { numbers: number } });
  const { body: now } = await ask(`get-${kind}`);
  await ask(`bulk-${kind}s`, {
    body: {
      records: [{ number, version: now.version ?? 1 }],
      edit: { category: 'web' },
    },
  });
  await ask(`export-${kind}s`, { query: { q: number, state: 'all' } });
}
