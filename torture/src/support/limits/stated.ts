import { gzipSync } from 'node:zlib';
import { GITHUB_HOOK, GITHUB_SECRET } from 'itsm-harness';
import { BASE } from '../apiDocument';
import { signatureOf } from '../hooks';
import { KINDS } from '../kinds';
import type { Crossing } from './Crossing';

const MIB = 1024 * 1024;
const INCIDENTS = `${BASE}/v1/incidents`;
const LISTS = [
  'records',
  ...Object.values(KINDS).map(({ plural }) => plural),
  'deliveries',
];
const invalid = { status: 400, code: 'invalid_input' };
const tooLarge = (bytes: number) => ({
  status: 413,
  code: 'too_large',
  names: String(bytes),
});

const incident = (more: object) => ({ ...KINDS.incident.least(), ...more });

const nested = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

/** What docs/api.md, docs/operations.md and the sources of webhooks say, whatever the document says. */
export function statedLimits(one: string): Crossing[] {
  const post = (
    limit: string,
    path: string,
    body: unknown,
    expected: Omit<Crossing, 'limit' | 'question'>,
    headers: Record<string, string> = {},
  ): Crossing => ({
    limit,
    ...expected,
    question: { method: 'POST', path, body, headers },
  });
  const get = (
    limit: string,
    path: string,
    expected: Omit<Crossing, 'limit' | 'question'>,
    headers: Record<string, string> = {},
  ): Crossing => ({
    limit,
    ...expected,
    question: { method: 'GET', path, headers },
  });
  const hook = (
    limit: string,
    body: Buffer,
    expected: Omit<Crossing, 'limit' | 'question'>,
    headers: Record<string, string> = {},
  ) => {
    return post(limit, GITHUB_HOOK, body, expected, {
      'x-github-event': 'deployment',
      'x-github-delivery': `limits-${limit}`.replace(/ /g, '-'),
      'x-hub-signature-256': signatureOf(GITHUB_SECRET, body),
      ...headers,
    });
  };
  const bomb = gzipSync(Buffer.alloc(100 * MIB, 0x20));
  const depths = [10_000, 100_000].flatMap(depth => [
    nested(depth, '[', ']'),
    nested(depth, '{"a":', '}'),
  ]);
  return [
    ...LISTS.map(list =>
      get(`page of ${list}`, `${BASE}/v1/${list}?limit=101`, {
        ...invalid,
        names: 'limit',
      }),
    ),
    get('words of a search', `${INCIDENTS}?q=${'x'.repeat(201)}`, {
      ...invalid,
      names: 'q',
    }),
    get('a path', `${INCIDENTS}/${'1'.repeat(301)}`, {
      ...invalid,
      names: 'number',
    }),
    get('parameters', `${INCIDENTS}?${'a=1&'.repeat(2_000)}`, invalid),
    get('one parameter twice', `${INCIDENTS}?q=a&q=b`, {
      ...invalid,
      names: 'q',
    }),
    get('a parameter of parts', `${INCIDENTS}?q[a][b]=c`, invalid),
    get('an address', `${INCIDENTS}?q=${'x'.repeat(20_000)}`, { status: 431 }),
    get(
      'a header',
      INCIDENTS,
      { status: 431 },
      { 'x-long': 'x'.repeat(20_000) },
    ),
    post('a title', INCIDENTS, incident({ title: 'x'.repeat(201) }), {
      ...invalid,
      names: 'title',
    }),
    post(
      'a body',
      INCIDENTS,
      incident({ description: 'x'.repeat(MIB) }),
      tooLarge(MIB),
    ),
    post(
      'a body in chunks',
      INCIDENTS,
      incident({ description: 'x'.repeat(MIB) }),
      tooLarge(MIB),
      {
        'transfer-encoding': 'chunked',
      },
    ),
    post('an unpacked body', INCIDENTS, bomb, tooLarge(MIB), {
      'content-encoding': 'gzip',
    }),
    ...depths.flatMap(deep => [
      post(
        `a depth of ${deep.length}`,
        INCIDENTS,
        `{"title":${deep}}`,
        invalid,
      ),
      post(`a depth of ${deep.length} below`, INCIDENTS, deep, invalid),
      // The key's digest walks through the body before anything else does
      post(
        `a depth of ${deep.length} with a key`,
        INCIDENTS,
        `{"title":${deep}}`,
        invalid,
        {
          'idempotency-key': `deep-${deep.length}`,
        },
      ),
    ]),
    post(
      'a key',
      INCIDENTS,
      incident({}),
      { status: 400, code: 'invalid_idempotency_key' },
      {
        'idempotency-key': 'k'.repeat(256),
      },
    ),
    {
      limit: 'a version',
      question: {
        method: 'PATCH',
        path: one,
        headers: { 'if-match': '9'.repeat(10) },
        body: { title: 'x' },
      },
      status: 400,
      code: 'invalid_if_match',
    },
    post(
      'an attachment',
      `${one}/attachments?name=a.bin`,
      Buffer.alloc(10 * MIB + 1),
      tooLarge(10 * MIB),
      { 'content-type': 'application/octet-stream' },
    ),
    post(
      "an attachment's name",
      `${one}/attachments?name=${'x'.repeat(256)}`,
      Buffer.from('x'),
      { ...invalid, names: 'name' },
    ),
    hook('a webhook', Buffer.alloc(MIB + 1, 0x20), tooLarge(MIB)),
    hook(
      'a webhook without a signature',
      Buffer.alloc(MIB + 1, 0x20),
      tooLarge(MIB),
      { 'x-hub-signature-256': '' },
    ),
    hook(
      'a packed webhook',
      bomb,
      { status: 415, code: 'unsupported_encoding' },
      { 'content-encoding': 'gzip' },
    ),
  ];
}
