import type { BulkResult, ItsmRecord } from 'backstage-plugin-itsm-common';
import { asItsmError } from '../http/errorHandler';

type Sent = { number: string; version: number };
type Result = BulkResult['results'][number];

/**
 * Tries each record after the other and tells of each what became of it. When the server itself fails, such
 * as when its database is away, the rest is not tried and told the same: a repeat finds it as it was.
 *
 * @throws what is no answer to a caller, unless something was done before it.
 */
export async function runIndependently(
  records: readonly Sent[],
  attempt: (sent: Sent) => Promise<ItsmRecord>,
): Promise<Result[]> {
  const results: Result[] = [];
  let failure: Result['refused'];
  for (const sent of records) {
    const { number } = sent;
    if (failure) {
      results.push({ number, refused: failure });
      continue;
    }
    try {
      const { version, state } = await attempt(sent);
      results.push({ number, version, state });
    } catch (error) {
      const known = asItsmError(error);
      const isOurs = !known || known.statusCode >= 500;
      if (isOurs && results.length === 0) throw error;
      const { code, params } = known ?? { code: 'internal', params: {} };
      const refused = { code, params };
      results.push({ number, refused });
      if (isOurs) failure = refused;
    }
  }
  return results;
}
