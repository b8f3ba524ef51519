import { connect } from 'node:net';
import type { Seeded } from 'itsm-harness';

const HOST = 'Host: 127.0.0.1\r\n';
const get = (headers: string, path = '/api/itsm/v1/settings') =>
  `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;
const post = (headers: string, body = '') =>
  `POST /api/itsm/hooks/github HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;

/** What no proper client sends. */
const MALFORMED: readonly string[] = [
  '',
  '\r\n\r\n',
  '\0\0\0\0',
  'GET',
  'GET /\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'FROBNICATE /api/itsm/v1/records HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET //evil.example/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /api/itsm/v1/records/%ZZ HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /api/itsm/v1/records/%c0%80 HTTP/1.1\r\nHost: a\r\n\r\n',
  `GET /api/itsm/v1/records?${'a&'.repeat(4_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'GET /api/itsm/v1/records HTTP/1.1\r\n\r\n',
  get('Host: other\r\n'),
  get('No-Colon\r\n'),
  get(': empty name\r\n'),
  get('Bad Name: 1\r\n'),
  get('X: a\0b\r\n'),
  get('X: a\rb\r\n'),
  get(' folded: 1\r\n'),
  get(`X: ${'a'.repeat(20_000)}\r\n`),
  get(Array.from({ length: 3_000 }, (_, i) => `X-${i}: 1\r\n`).join('')),
  get('Authorization: Bearer\r\n'),
  get(`Authorization: Bearer ${'a.'.repeat(3_000)}\r\n`),
  get('Authorization: Basic \xff\xfe\r\n'),
  get('Authorization: Bearer a\r\nAuthorization: Bearer b\r\n'),
  get('Cookie: \xff\xff=\xff; __proto__=1\r\n'),
  get('Accept-Encoding: \xff\r\nAccept: */*;q=NaN\r\n'),
  get('Range: bytes=-1-5,9-\r\nIf-None-Match: ,,,\r\n'),
  get('Connection: upgrade\r\nUpgrade: websocket\r\n'),
  get('Expect: 200-maybe\r\n'),
  post('Content-Length: -1\r\n'),
  post('Content-Length: 1e3\r\n', 'x'),
  post('Content-Length: 99999999999999999999\r\n', 'x'),
  post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello!'),
  post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  post('Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'),
  post('Transfer-Encoding: gzip\r\n', 'x'),
  post('Transfer-Encoding: chunked\r\n', 'ZZ\r\nx\r\n0\r\n\r\n'),
  post('Transfer-Encoding: chunked\r\n', 'ffffffffffffffff1\r\nx'),
  post('Transfer-Encoding: chunked\r\n', '5\r\nhello'),
  post('Content-Length: 100\r\n', 'short'),
  post('Content-Type: \xff\r\nContent-Length: 2\r\n', '{}'),
  post(
    'Content-Type: application/json; charset=\xff\r\nContent-Length: 2\r\n',
    '{}',
  ),
  post('Content-Encoding: gzip\r\nContent-Length: 4\r\n', 'nope'),
  post('Content-Encoding: a, b, c\r\nContent-Length: 2\r\n', '{}'),
  `${get('').repeat(2)}garbage`,
];

const VALID = post(
  'Content-Type: application/json\r\nX-GitHub-Event: ping\r\nContent-Length: 2\r\n',
  '{}',
);

/** A proper request with some of its bytes flipped, doubled, dropped or cut off. */
function mutilated(random: Seeded): string {
  let text = random.pick([VALID, get('Authorization: Bearer abc\r\n')]);
  for (let i = 0; i <= random.below(4); i += 1) {
    const at = random.below(text.length);
    const change: Record<number, string> = {
      0: String.fromCharCode(random.below(256)),
      1: '',
      2: text.slice(at, at + 1 + random.below(30)).repeat(2),
    };
    text =
      random.below(8) === 0
        ? text.slice(0, at)
        : text.slice(0, at) + change[random.below(3)] + text.slice(at + 1);
  }
  return text;
}

/** Every malformed request once, and mutilated ones. */
export const malformedRequests = (random: Seeded, mutilations: number) => [
  ...MALFORMED,
  ...Array.from({ length: mutilations }, () => mutilated(random)),
];

/** How long a server may keep what is incomplete waiting before this client goes. */
const PATIENCE_MS = 300;

/** Sends bytes as they are, ends its side, and answers the status of the first answer, if any. */
export function sendRaw(
  port: number,
  text: string,
): Promise<number | undefined> {
  return new Promise(done => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.write(Buffer.from(text, 'latin1'));
    });
    const finish = () => {
      socket.destroy();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1];
      done(status ? Number(status) : undefined);
    };
    socket.setTimeout(PATIENCE_MS, finish);
    socket.on('data', data => {
      received += data.toString('latin1');
      if (received.includes('\r\n\r\n')) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}
