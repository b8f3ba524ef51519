import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { OUTLETS_VARIABLE, type Told } from './Told';

/**
 * accept: heard and said so · drop: heard, and cut off before the answer · refuse: 500 ·
 * hang: no answer at all.
 */
type Reply = 'accept' | 'drop' | 'refuse' | 'hang';

/** Decides, and may do something to the backend before the answer leaves. */
export type Policy = (told: Told) => Reply | Promise<Reply>;

/** The system at the other end of outlets. */
export class Sink {
  /** What was heard, in the order of arrival. */
  readonly heard: Told[] = [];
  private readonly hanging = new Set<ServerResponse>();
  policy: Policy = () => 'accept';

  private readonly server = createServer(async (req, res) => {
    const told: Told = JSON.parse(await text(req));
    const reply = await this.policy(told);
    if (reply === 'accept' || reply === 'drop') this.heard.push(told);
    if (reply === 'drop') res.destroy();
    else if (reply === 'hang') this.hanging.add(res);
    else res.writeHead(reply === 'accept' ? 200 : 500).end();
  });

  static async open(): Promise<Sink> {
    const sink = new Sink();
    await new Promise<void>(done => {
      sink.server.listen(0, '127.0.0.1', done);
    });
    return sink;
  }

  /** For a backend whose outlets of these names shall end here. */
  optionsFor(names: readonly string[]) {
    const { port } = this.server.address() as AddressInfo;
    return {
      modules: [require.resolve('./module.ts')],
      env: {
        [OUTLETS_VARIABLE]: JSON.stringify({
          url: `http://127.0.0.1:${port}`,
          names,
        }),
      },
    };
  }

  /** Hangs up. */
  release(): void {
    for (const res of this.hanging) res.destroy();
    this.hanging.clear();
  }

  async close(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }
}
