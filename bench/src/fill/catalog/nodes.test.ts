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
    for (const node of catalog.nodes.filter(n => n.kind === 'Component')) {
      const i = world.indexOf(node.ref);
      expect(world.component(i)).toBe(node.ref);
      expect(node.spec.owner).toBe(world.ownersOfComponent(i)[0]);
    }
  });
});
