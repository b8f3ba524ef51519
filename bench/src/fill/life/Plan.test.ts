import { seeded } from 'itsm-harness';
import { LANDSCAPE, World } from '../world/landscape';
import { countedOf, Plan } from './Plan';

const world = new World(LANDSCAPE);

const LARGE = 140_000;
const SMALL = 10_000;

const lotsBySize = new Map(
  [SMALL, LARGE].map(size => {
    const plan = new Plan(size, world, seeded(1));
    const lots = Array.from({ length: size }, (_, n) => ({
      kind: plan.kindOf(n),
      ...plan.lot(n),
    }));
    return [size, lots];
  }),
);
const lots = (size: number) => lotsBySize.get(size)!;

/** How many records of a kind affect each counted entity. */
function countsOf(size: number, kind: string) {
  const counts: Record<string, number> = {};
  const entities = countedOf(size);
  for (const lot of lots(size).filter(l => l.kind === kind)) {
    for (const [name, ref] of Object.entries(entities)) {
      if (lot.components.includes(world.indexOf(ref))) {
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
  }
  return counts;
}

describe('the plan of a year', () => {
  it('gives the counted entities their incidents, and no changes', () => {
    expect(countsOf(SMALL, 'incident')).toEqual({ one: 1, thousand: 1_000 });
    expect(countsOf(LARGE, 'incident')).toEqual({
      one: 1,
      thousand: 1_000,
      hundredThousand: 100_000,
    });
    expect(countsOf(LARGE, 'change')).toEqual({});
  });

  it('leaves 8 % open, whatever the size, and people of the demo some work', () => {
    for (const size of [SMALL, LARGE]) {
      const all = lots(size);
      const share = (of: (lot: (typeof all)[number]) => boolean) =>
        all.filter(of).length / size;
      expect(share(lot => lot.isOpen)).toBeCloseTo(0.08, 2);
      expect(share(lot => lot.kind === 'change')).toBe(0.25);
      expect(all.filter(lot => lot.isDemo).length).toBeGreaterThan(900);
    }
  });

  it('has no ordinary entity that is busier than the busiest that is counted', () => {
    const counts = new Map<number, number>();
    for (const { components } of lots(LARGE)) {
      for (const i of components) counts.set(i, (counts.get(i) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted[0]).toBe(100_000);
    expect(sorted[1]).toBeLessThan(10_000);
    expect(sorted[1]).toBeGreaterThan(1_000);
  });
});
