import { Agent, request } from 'node:http';

interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface HttpSession {
  /** @throws Error for another status than 2xx: a refusal would be measured as a fast answer. */
  send(
    method: string,
    path: string,
    o?: { body?: string; headers?: Record<string, string> },
  ): Promise<HttpAnswer>;
  get(path: string): Promise<HttpAnswer>;
  json(path: string): Promise<any>;
  close(): void;
}

/** A caller with connections that stay open; one, unless many requests are to be on their way. */
export function openHttp(
  url: string,
  token: string | null,
  connections = 1,
): HttpSession {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const send: HttpSession['send'] = (method, path, o = {}) =>
    new Promise((done, fail) => {
      const outgoing = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: {
            ...(token !== null && { authorization: `Bearer ${token}` }),
            ...(o.body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(o.body),
            }),
            ...o.headers,
          },
        },
        answer => {
          const chunks: Buffer[] = [];
          answer.on('data', chunk => chunks.push(chunk));
          answer.once('error', fail);
          answer.once('end', () => {
            const text = Buffer.concat(chunks).toString();
            const status = answer.statusCode!;
            if (status >= 300) {
              fail(new Error(`${method} ${path}: ${status} ${text}`));
            } else {
              done({ status, headers: answer.headers, text });
            }
          });
        },
      );
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        // The server closed a connection that was idle for long, as it may: not a failure
        const isClosed = outgoing.reusedSocket && error.code === 'ECONNRESET';
        if (isClosed) send(method, path, o).then(done, fail);
        else fail(error);
      });
      outgoing.end(o.body);
    });
  return {
    send,
    get: path => send('GET', path),
    json: async path => JSON.parse((await send('GET', path)).text),
    close: () => agent.destroy(),
  };
}
