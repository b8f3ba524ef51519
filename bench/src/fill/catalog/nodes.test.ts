import {
  DEMO_TEAMS,
  LANDSCAPE,
  SMALL_LANDSCAPE,
  World,
} from '../world/landscape';
import { Catalog } from './nodes';

describe.each([
  ['the landscape', LANDSCAPE, 100_000],
  ['the small one', SMALL_LANDSCAPE, 636],
])('%s', (_name, landscape, entities) => {
  const world = new World(landscape);
  const catalog = new Catalog(world);

  it('has as many entities and relations as it says', () => {
    expect(new Set(catalog.nodes.map(node => node.ref)).size).toBe(entities);
    const pairs = catalog.pairs.map(
      p => `${p.origin.ref} ${p.type} ${p.targetRef}`,
    );
    expect(new Set(pairs).size).toBe(landscape.relations / 2);
  });

  it('leads nowhere but to itself and to the teams of the demo', () => {
    expect(catalog.outside.sort()).toEqual(
      DEMO_TEAMS.map(team => `group:default/${team.name}`).sort(),
    );
  });

  it('has the owners that records count on', () => {
    // Not an expectation for each of them: a hundred thousand take seconds
    const wrong = catalog.nodes.filter(({ kind, ref, spec }) => {
      if (kind !== 'Component') return false;
      const i = world.indexOf(ref);
      const [owner] = world.ownersOfComponent(i);
      return world.component(i) !== ref || spec.owner !== owner;
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
