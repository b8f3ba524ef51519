import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AnnotationLookup } from './AnnotationLookup';

const SLUG = 'github.com/project-slug';

const component = (name: string, repository: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: { [SLUG]: repository } },
});

function start(entities: Entity[]) {
  const clock = { now: 0 };
  const catalog = catalogServiceMock({ entities });
  const asked: string[][] = [];
  const real = catalog.getEntities.bind(catalog);
  jest
    .spyOn(catalog, 'getEntities')
    .mockImplementation(async (query, options) => {
      const filter = query!.filter as Record<string, string[]>;
      asked.push(filter[`metadata.annotations.${SLUG}`]);
      return real(query, options);
    });
  const lookup = new AnnotationLookup({
    catalog,
    auth: mockServices.auth(),
    now: () => clock.now,
  });
  return {
    clock,
    asked,
    /** Holds the next question: resolves once it is asked, with what lets it be answered. */
    hold: () => {
      let answer = () => {};
      const held = new Promise<void>(done => (answer = done));
      let isAsked = (_answer: () => void) => {};
      const asking = new Promise<() => void>(done => (isAsked = done));
      const ask = jest.mocked(catalog.getEntities).getMockImplementation()!;
      jest
        .mocked(catalog.getEntities)
        .mockImplementationOnce(async (query, options) => {
          const found = await ask(query, options);
          isAsked(answer);
          await held;
          return found;
        });
      return asking;
    },
    fail: (error: Error) =>
      jest.mocked(catalog.getEntities).mockRejectedValueOnce(error),
    find: (value: string) => lookup.find(SLUG, value),
  };
}

describe('finding entities by an annotation', () => {
  const entities = [
    component('a', 'acme/a'),
    component('b', 'Acme/B'),
    component('b2', 'acme/b'),
  ];

  it('asks once for all who ask together, and gives each its own', async () => {
    const { find, asked } = start(entities);
    const found = await Promise.all(
      ['acme/a', 'acme/b', 'ACME/A', 'acme/none'].map(find),
    );
    expect(found).toEqual([
      ['component:default/a'],
      ['component:default/b', 'component:default/b2'],
      ['component:default/a'],
      [],
    ]);
    expect(asked).toEqual([['acme/a', 'acme/b', 'acme/none']]);
  });

  it('knows for a moment what it found, for a shorter one that there was nothing', async () => {
    const { find, asked, clock } = start(entities);
    await Promise.all([find('acme/a'), find('acme/none')]);
    await Promise.all([find('acme/a'), find('acme/none')]);
    expect(asked).toHaveLength(1);
    clock.now += 2_000;
    await Promise.all([find('acme/a'), find('acme/none')]);
    expect(asked[1]).toEqual(['acme/none']);
    clock.now += 8_000;
    await find('acme/a');
    expect(asked[2]).toEqual(['acme/a']);
  });

  it('asks nothing that is being asked', async () => {
    const { find, asked, hold } = start(entities);
    const asking = hold();
    const first = find('acme/a');
    const answer = await asking;
    const second = find('acme/a');
    answer();
    expect(await first).toEqual(await second);
    expect(asked).toHaveLength(1);
  });

  it('asks for nothing that would be more than one condition', async () => {
    const { find, asked } = start(entities);
    expect(await find(`acme/x,metadata.annotations.${SLUG}=acme/a`)).toEqual(
      [],
    );
    expect(asked).toEqual([]);
  });

  it('lets a huge repository take nothing from the others', async () => {
    const { find, asked } = start([
      ...Array.from({ length: 1_200 }, (_, i) => component(`m-${i}`, 'acme/m')),
      component('z', 'acme/z'),
    ]);
    const [many, one] = await Promise.all(['acme/m', 'acme/z'].map(find));
    expect(many).toHaveLength(50);
    expect(one).toEqual(['component:default/z']);
    expect(asked).toEqual([['acme/m', 'acme/z'], ['acme/m'], ['acme/z']]);
  });

  it('keeps no failure', async () => {
    const { find, fail } = start(entities);
    fail(new Error('The catalog is away'));
    await expect(find('acme/a')).rejects.toThrow('away');
    expect(await find('acme/a')).toHaveLength(1);
  });
});
