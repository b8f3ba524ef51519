import autocannon from 'autocannon';
import { deliveryOf } from './deliveries';
import type { ClosedLoad, ClosedResult } from './protocol';

/** Nothing in so many seconds is no slow answer any more. */
const PATIENCE = 60;

/**
 * As much as the connections carry: throughput. A turn in which nothing is answered is repeated
 * and twice as long, for what is on its way when a turn ends is not counted.
 */
export async function closedLoop(
  o: ClosedLoad,
): Promise<Omit<ClosedResult, 'generatorCpuSeconds'>> {
  const authorization = o.token ? { authorization: `Bearer ${o.token}` } : {};
  const { request } = o;
  let run = 'deliver' in request ? request.firstRun : 0;
  const turn = (seconds: number) =>
    autocannon({
      url: o.url,
      connections: o.connections,
      duration: seconds,
      // It looks at the clock this often
      sampleInt: 100,
      requests: [
        'get' in request
          ? { method: 'GET', path: request.get, headers: authorization }
          : {
              method: 'POST',
              path: request.deliver,
              setupRequest: (sent: object) => {
                run += 1;
                return { ...sent, ...deliveryOf(run) };
              },
            },
      ],
    } as autocannon.Options);
  let failed = 0;
  for (let seconds = o.seconds; seconds <= PATIENCE; seconds *= 2) {
    const result = await turn(seconds);
    failed += result.non2xx + result.errors;
    if (result['2xx'] > 0) {
      return { perSecond: result['2xx'] / result.duration, failed };
    }
  }
  throw new Error(`Nothing was answered in ${PATIENCE} s`);
}
