import autocannon from 'autocannon';
import { deliveryOf } from './deliveries';
import type { ClosedLoad, ClosedResult } from './protocol';

/** As much as the connections carry: throughput. */
export async function closedLoop(
  o: ClosedLoad,
): Promise<Omit<ClosedResult, 'generatorCpuSeconds'>> {
  const authorization = o.token ? { authorization: `Bearer ${o.token}` } : {};
  const { request } = o;
  let run = 'deliver' in request ? request.firstRun : 0;
  const result = await autocannon({
    url: o.url,
    connections: o.connections,
    duration: o.seconds,
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
  if (result['2xx'] === 0) {
    throw new Error(`Nothing was answered in ${o.seconds} s`);
  }
  return {
    perSecond: result['2xx'] / result.duration,
    failed: result.non2xx + result.errors,
  };
}
