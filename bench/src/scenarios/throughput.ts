import type { Loader } from '../load/startLoader';
import type { Stage } from '../stage/Stage';
import { rounded } from '../statistics/Timing';
import { turnsOf } from '../statistics/turns';
import type { Bench } from './Scenario';

const CONNECTIONS = 8;

/** Requests per second of each path with several connections, in interleaved blocks. */
export async function measureThroughput(
  bench: Bench,
  { backend, token, http }: Stage,
  loader: Loader,
  paths: Record<string, string>,
): Promise<Record<string, number[]>> {
  const seconds = bench.scaled({ full: 1, quick: 0.1, smoke: 0.1 });
  const blocks: Record<string, number[]> = {};
  const once = async (path: string) => {
    // A load that ends leaves requests behind, which are answered before this one
    await http.get(path);
    const result = await loader.closed({
      url: backend.url,
      token,
      seconds,
      connections: CONNECTIONS,
      request: { get: path },
    });
    if (result.failed > 0) throw new Error(`${path} failed under load`);
    return result.perSecond;
  };
  for (let block = 0; block < bench.blocks; block += 1) {
    const ofBlock: Record<string, number> = {};
    for (const [name, path] of turnsOf(Object.entries(paths))) {
      ofBlock[name] = (ofBlock[name] ?? 0) + (await once(path)) / 2;
    }
    for (const [name, perSecond] of Object.entries(ofBlock)) {
      (blocks[name] ??= []).push(rounded(perSecond));
    }
  }
  return blocks;
}
