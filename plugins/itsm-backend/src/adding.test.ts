import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import chatModule from './__testUtils__/added/chatModule';
import deckhandModule from './__testUtils__/added/deckhandModule';
import { databaseIds } from './__testUtils__/databases';
import { CHECKOUT_DOWN, startItsm } from './__testUtils__/startItsm';
import { ROOMS } from './rooms';

const databases = TestDatabases.create({ ids: databaseIds });
const [id] = databaseIds;
const SECRET = 'deckhand-secret-of-the-tests';

/** Pages are narrower than files, and break lines elsewhere. */
const asRead = (code: string) => code.replace(/[\s,]+/g, '');

/** A chat that is down for its first message. */
async function startChat() {
  const posts: { id: string; text: string }[] = [];
  const server = createServer(async (req, res) => {
    const parts = await req.toArray();
    posts.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
    res.writeHead(posts.length === 1 ? 503 : 200).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { posts, url: `http://127.0.0.1:${port}/`, server };
}

const docs = (...path: string[]) => join(__dirname, '../../../docs', ...path);

describe('what docs list', () => {
  it('is all rooms, in their order', () => {
    const page = readFileSync(docs('architecture.md'), 'utf8');
    const listed = [
      ...page.matchAll(/^\| `([a-z-]+)` +\|.*`\w+\/` +\|$/gm),
    ].map(([, name]) => name.replace(/-./g, each => each[1].toUpperCase()));
    expect(listed.map(name => `${name}Room`)).toEqual(
      ROOMS.map(room => room.name),
    );
  });

  it('is all decisions', () => {
    const page = readFileSync(docs('adr', 'README.md'), 'utf8');
    const listed = [...page.matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)];
    expect(listed.map(([, file]) => file)).toEqual(
      readdirSync(docs('adr'))
        .filter(file => /^\d/.test(file))
        .sort(),
    );
  });
});

describe('what docs/adding shows', () => {
  it.each(['room.md', 'source.md', 'reactor.md', 'definition-type.md'])(
    'is code that runs: %s',
    page => {
      const text = readFileSync(docs('adding', page), 'utf8');
      const blocks = [
        ...text.matchAll(/^ *```ts\n\s*\/\/ (\S+)\n([^]*?)```/gm),
      ];
      expect(blocks.length).toBeGreaterThan(1);
      expect(blocks).toHaveLength(text.match(/```ts/g)!.length);
      for (const [, file, shown] of blocks) {
        const code = readFileSync(
          join(__dirname, '__testUtils__', file),
          'utf8',
        );
        expect(asRead(code)).toContain(asRead(shown));
      }
    },
  );

  it('makes a source whose deployments make changes', async () => {
    const itsm = await startItsm({
      knex: await databases.init(id),
      features: [deckhandModule],
      itsm: { hooks: { deckhand: { source: 'deckhand', secrets: [SECRET] } } },
    });
    const send = async (event: string, payload: object, secret = SECRET) => {
      const body = JSON.stringify(payload);
      const proof = createHmac('sha256', secret).update(body).digest('hex');
      return request(itsm.server)
        .post('/api/itsm/hooks/deckhand')
        .set('content-type', 'application/json')
        .set('x-deckhand-event', event)
        .set('x-deckhand-signature', `sha256=${proof}`)
        .send(body);
    };
    const ended = {
      project: 'acme/checkout',
      release: '7',
      stage: 'production',
      result: 'ok',
      commit: 'c'.repeat(40),
      endedAt: new Date(itsm.clock.at).toISOString(),
    };
    expect(
      (await send('release_ended', ended, 'of-somebody-else')).status,
    ).toBe(401);
    expect((await send('release_began', {})).body).toMatchObject({
      ignored: 'event:release_began',
    });
    const workedOn = itsm.nextDelivery();
    expect((await send('release_ended', ended)).status).toBe(202);
    await workedOn;
    const { body } = await itsm.call('adam', 'get', '/v1/changes?state=all');
    expect(body.items).toMatchObject([
      { number: 'CHG-000001', entities: ['component:default/checkout'] },
    ]);
    await itsm.stop();
  });

  it('makes a reactor that is called again when it fails, and keeps what is private', async () => {
    const chat = await startChat();
    const itsm = await startItsm({
      knex: await databases.init(id),
      features: [chatModule],
      itsm: { chat: { webhookUrl: chat.url } },
    });
    const open = async (over: object) => {
      const input = { ...CHECKOUT_DOWN, ...over };
      await itsm.call('adam', 'post', '/v1/incidents').send(input).expect(201);
      await itsm.settle();
    };
    await open({});
    itsm.clock.at += 60_000;
    await itsm.settle();
    await open({ restricted: true });
    const shown = new Map(chat.posts.map(post => [post.id, post.text]));
    expect([chat.posts.length, ...shown.values()]).toEqual([
      3,
      'INC-000001 was opened: Checkout answers 500',
      'INC-000002 was opened.',
    ]);
    await itsm.stop();
    chat.server.close();
  });
});
