import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { LiveGraph } from './LiveGraph';

const MINUTE = 60_000;

const entity = (name: string, ...dependents: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: dependents.map(each => ({
    type: 'dependencyOf',
    targetRef: `component:default/${each}`,
  })),
});

/** A catalog that counts how often it is read, and may be away. */
function start() {
  let now = 0;
  const catalog = { reads: 0, isAway: false, entities: [entity('a')] };
  const live = new LiveGraph({
    catalog: {
      async *streamEntities() {
        catalog.reads += 1;
        if (catalog.isAway) throw new Error('away');
        yield catalog.entities;
      },
    },
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    now: () => now,
  });
  return {
    live,
    catalog,
    pass: (minutes: number) => {
      now += minutes * MINUTE;
    },
    has: async (name: string) =>
      (await live.read()).graph.find(`component:default/${name}`) !== undefined,
  };
}

describe('LiveGraph', () => {
  it('reads the catalog when somebody asks first, once for all who ask', async () => {
    const { live, catalog } = start();
    await live.refresh();
    expect(catalog.reads).toBe(0);
    await Promise.all([live.read(), live.read()]);
    expect(catalog.reads).toBe(1);
  });

  it('reads it again every minute, as long as somebody asks', async () => {
    const { live, catalog, pass } = start();
    await live.read();
    await live.refresh();
    expect(catalog.reads).toBe(1);
    pass(1);
    await live.refresh();
    expect(catalog.reads).toBe(2);
    pass(16);
    await live.refresh();
    expect(catalog.reads).toBe(2);
  });

  it('is read anew for whoever asks after a long time', async () => {
    const { live, catalog, pass, has } = start();
    await live.read();
    pass(60);
    catalog.entities = [entity('b')];
    expect(await has('b')).toBe(true);
  });

  it('has what was just read, whatever a build that was running had read before', async () => {
    const { live, has } = start();
    await live.read();
    live.learn([entity('c')]);
    expect(await has('c')).toBe(true);
  });

  it('is what it was while the catalog is away, and nothing before it was there', async () => {
    const { live, catalog, pass, has } = start();
    catalog.isAway = true;
    await expect(live.read()).rejects.toMatchObject({
      code: 'graph_not_ready',
    });
    catalog.isAway = false;
    await live.read();
    catalog.isAway = true;
    pass(60);
    expect(await has('a')).toBe(true);
  });
});
