import { mockServices } from '@backstage/backend-test-utils';
import { RecordCollatorFactory } from './RecordCollatorFactory';

const record = (n: number) => ({
  number: `INC-${n}`,
  kind: 'incident',
  title: 'Payments are slow',
  description: 'Since this morning',
  state: 'new',
  phase: 'active',
  priority: 2,
  entities: ['component:default/payments'],
});

/** The API with so many pages of records. */
function serve(pages: number) {
  const asked: string[] = [];
  jest.spyOn(global, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(String(input));
    const { authorization } = init!.headers as Record<string, string>;
    asked.push(`${url.pathname}${url.search} ${authorization.slice(0, 6)}`);
    const page = Number(url.searchParams.get('cursor') ?? 1);
    const body = url.pathname.endsWith('/settings')
      ? { kinds: [{ name: 'incident', plural: 'incidents' }] }
      : {
          items: [record(page)],
          nextCursor: page < pages ? String(page + 1) : null,
        };
    return new Response(JSON.stringify(body));
  });
  return asked;
}

const collect = async (kind: string, limit = 1_000) => {
  const factory = new RecordCollatorFactory(kind, {
    auth: mockServices.auth({ pluginId: 'search' }),
    discovery: mockServices.discovery(),
    limit,
  });
  const found: any[] = [];
  for await (const document of await factory.getCollator()) {
    found.push(document);
  }
  return { factory, found };
};

afterEach(() => jest.restoreAllMocks());

it('reads every page as the search plugin, and keeps what results show', async () => {
  const asked = serve(3);
  const { factory, found } = await collect('incident');
  expect(found.map(each => each.location)).toEqual([
    '/itsm/incidents',
    '/itsm/r/INC-1',
    '/itsm/r/INC-2',
    '/itsm/r/INC-3',
  ]);
  expect(found[1]).toEqual({
    title: 'INC-1 Payments are slow',
    text: 'Since this morning',
    location: '/itsm/r/INC-1',
    kind: 'incident',
    state: 'new',
    phase: 'active',
    priority: 2,
    entities: ['component:default/payments'],
    authorization: { resourceRef: 'INC-1' },
  });
  expect(factory.type).toBe('itsm-incident');
  expect(factory.visibilityPermission.name).toBe('itsm.incident.read');
  expect(asked[1]).toBe(
    '/api/itsm/v1/incidents?state=all&limit=100&texts=true Bearer',
  );
});

it('stops at its limit', async () => {
  serve(9);
  expect((await collect('incident', 200)).found).toHaveLength(3);
});

it('finds nothing of a kind that the installation does not have', async () => {
  serve(1);
  expect((await collect('change')).found).toEqual([]);
});
