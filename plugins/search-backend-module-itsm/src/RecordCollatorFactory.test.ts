import { mockServices } from '@backstage/backend-test-utils';
import { RecordCollatorFactory } from './RecordCollatorFactory';

const NOW = Date.UTC(2026, 10, 28);
const DAY_MS = 86_400_000;

const record = (name: string, daysAgo = 0) => ({
  number: `INC-${name}`,
  kind: 'incident',
  title: 'Payments are slow',
  description: 'Since this morning',
  state: 'new',
  phase: 'active',
  priority: 2,
  entities: ['component:default/payments'],
  updatedAt: new Date(NOW - daysAgo * DAY_MS).toISOString(),
});

/** The API with so many pages of open records, and one record a page that was done so many days ago. */
function serve(o: { open: number; done?: number[]; kind?: object }) {
  const asked: string[] = [];
  jest.spyOn(global, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(String(input));
    const { authorization } = init!.headers as Record<string, string>;
    asked.push(`${url.pathname}${url.search} ${authorization.slice(0, 6)}`);
    if (url.pathname.endsWith('/settings')) {
      const kinds = [{ name: 'incident', plural: 'incidents', ...o.kind }];
      return new Response(JSON.stringify({ kinds }));
    }
    const page = Number(url.searchParams.get('cursor') ?? 1);
    const done = o.done ?? [];
    const [item, pages] =
      url.searchParams.get('state') === 'open'
        ? [record(`open-${page}`), o.open]
        : [record(`done-${page}`, done[page - 1]), done.length];
    return new Response(
      JSON.stringify({
        items: page <= pages ? [item] : [],
        nextCursor: page < pages ? String(page + 1) : null,
      }),
    );
  });
  return asked;
}

const collect = async (kind: string, limit = 1_000) => {
  const factory = new RecordCollatorFactory(kind, {
    auth: mockServices.auth({ pluginId: 'search' }),
    discovery: mockServices.discovery(),
    limit,
    now: () => NOW,
  });
  const found: any[] = [];
  for await (const document of await factory.getCollator()) {
    found.push(document);
  }
  return { factory, found, locations: found.map(each => each.location) };
};

afterEach(() => jest.restoreAllMocks());

it('reads every page as the search plugin, and keeps what results show', async () => {
  const asked = serve({ open: 2, done: [1, 89, 91, 92] });
  const { factory, found, locations } = await collect('incident');
  expect(locations).toEqual([
    '/itsm/incidents',
    '/itsm/r/INC-open-1',
    '/itsm/r/INC-open-2',
    '/itsm/r/INC-done-1',
    '/itsm/r/INC-done-2',
  ]);
  expect(found[1]).toEqual({
    title: 'INC-open-1 Payments are slow',
    text: 'Since this morning',
    location: '/itsm/r/INC-open-1',
    kind: 'incident',
    state: 'new',
    phase: 'active',
    priority: 2,
    entities: ['component:default/payments'],
    authorization: { resourceRef: 'INC-open-1' },
  });
  expect(factory.type).toBe('itsm-incident');
  expect(factory.visibilityPermission.name).toBe('itsm.incident.read');
  expect(asked[1]).toBe(
    '/api/itsm/v1/incidents?state=open&sort=created&limit=100&texts=true Bearer',
  );
  // What changed last comes first, so that the first one that is too old is the end
  expect(asked.slice(3)).toHaveLength(3);
  expect(asked[3]).toContain('state=closed&sort=updated');
});

it('has nothing that is done of a kind of which that misleads', async () => {
  serve({ open: 1, done: [1], kind: { hideClosedFromSearch: true } });
  const { locations } = await collect('incident');
  expect(locations).toEqual(['/itsm/incidents', '/itsm/r/INC-open-1']);
});

it('stops at its limit, and what is open has the first places', async () => {
  serve({ open: 9, done: [1, 2] });
  expect((await collect('incident', 2)).locations).toEqual([
    '/itsm/incidents',
    '/itsm/r/INC-open-1',
    '/itsm/r/INC-open-2',
  ]);
});

it('finds nothing of a kind that the installation does not have', async () => {
  serve({ open: 1 });
  expect((await collect('change')).found).toEqual([]);
});
