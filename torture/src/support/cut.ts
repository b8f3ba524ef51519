import { request } from 'node:http';
import { ADMIN_TOKEN } from 'itsm-harness';
import { bytesOf, type Question } from './wire';

/**
 * Sends a request and cuts the connection after some milliseconds, answered or not. Resolves when
 * it is cut.
 */
export function sendAndCut(
  port: number,
  { method, path, headers, body, token = ADMIN_TOKEN }: Question,
  afterMs: number,
): Promise<void> {
  return new Promise(done => {
    const bytes = bytesOf(body);
    const req = request(
      {
        agent: false,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(bytes && {
            'content-type': 'application/json',
            'content-length': String(bytes.length),
          }),
          ...headers,
        },
      },
      res => res.resume(),
    );
    // What is cut complains
    req.on('error', () => {});
    req.on('close', done);
    req.end(bytes, () => setTimeout(() => req.destroy(), afterMs));
  });
}
