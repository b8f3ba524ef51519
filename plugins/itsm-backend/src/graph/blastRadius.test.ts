import fc from 'fast-check';
import { blastRadius } from './blastRadius';
import { CatalogGraph } from './CatalogGraph';
import { RELATIONS } from './relations';

/** Both sides of a relation, as the catalog states them. */
const REVERSED: Record<string, string> = {
  dependsOn: 'dependencyOf',
  consumesApi: 'apiConsumedBy',
  providesApi: 'apiProvidedBy',
  partOf: 'hasPart',
};

type Fact = [from: string, relation: string, to: string];

const refOf = (name: string) =>
  name.includes(':') ? name : `component:default/${name}`;

function graphOf(facts: readonly Fact[], redundancy: object = {}) {
  const relations = new Map<string, { type: string; targetRef: string }[]>();
  const state = (from: string, type: string, to: string) =>
    relations.set(refOf(from), [
      ...(relations.get(refOf(from)) ?? []),
      { type, targetRef: refOf(to) },
    ]);
  for (const [from, relation, to] of facts) {
    state(from, relation, to);
    state(to, REVERSED[relation], from);
  }
  const graph = new CatalogGraph();
  for (const [ref, its] of relations)
    graph.add({
      ref,
      relations: its,
      tier: null,
      redundancy: new Map(
        Object.entries(redundancy).map(([name, r]) => [refOf(name), r]),
      ).get(ref),
    });
  return graph;
}

const named = (ref: string) => ref.replace('component:default/', '');

/** What is reached, as `effect depth name < via relation`. */
function reach(
  graph: CatalogGraph,
  starts: string[],
  options: { depth?: number; most?: number; alsoDown?: string[] } = {},
) {
  const nodes = (names: string[]) =>
    names.map(name => graph.find(refOf(name))!);
  const radius = blastRadius(graph, nodes(starts), {
    depth: options.depth ?? 3,
    most: options.most ?? 500,
    alsoDown: nodes(options.alsoDown ?? []),
  });
  return {
    isCapped: radius.isCapped,
    list: radius
      .list()
      .map(
        ({ node, effect, depth, via, relation }) =>
          `${effect} ${depth} ${named(graph.refs[node])} < ${named(graph.refs[via])} ${RELATIONS[relation]}`,
      ),
  };
}

describe('blastRadius', () => {
  it('goes to what depends on it, hop by hop, and ends in circles', () => {
    const graph = graphOf([
      ['b', 'dependsOn', 'a'],
      ['c', 'dependsOn', 'b'],
      ['a', 'dependsOn', 'c'],
    ]);
    expect(reach(graph, ['a']).list).toEqual([
      'impacted 1 b < a dependencyOf',
      'impacted 2 c < b dependencyOf',
    ]);
  });

  it('counts an API and who consumes it as one hop', () => {
    const graph = graphOf([
      ['payments', 'providesApi', 'api:default/pay'],
      ['shop', 'consumesApi', 'api:default/pay'],
      ['app', 'dependsOn', 'shop'],
    ]);
    expect(reach(graph, ['payments']).list).toEqual([
      'impacted 1 api:default/pay < payments providesApi',
      'impacted 1 shop < api:default/pay apiConsumedBy',
      'impacted 2 app < shop dependencyOf',
    ]);
    // A broken API is not its provider's trouble
    expect(reach(graph, ['api:default/pay']).list).toEqual([
      'impacted 1 shop < api:default/pay apiConsumedBy',
      'impacted 2 app < shop dependencyOf',
    ]);
  });

  it('goes up to what contains it, and never down to its siblings', () => {
    const graph = graphOf([
      ['payments', 'partOf', 'system:default/money'],
      ['ledger', 'partOf', 'system:default/money'],
      ['system:default/money', 'partOf', 'domain:default/finance'],
      ['system:default/other', 'partOf', 'domain:default/finance'],
    ]);
    expect(reach(graph, ['payments']).list).toEqual([
      'degraded 1 system:default/money < payments partOf',
      'degraded 2 domain:default/finance < system:default/money partOf',
    ]);
    expect(reach(graph, ['system:default/money']).list).toEqual([
      'impacted 1 payments < system:default/money hasPart',
      'impacted 1 ledger < system:default/money hasPart',
      'degraded 1 domain:default/finance < system:default/money partOf',
    ]);
  });

  it('stops at what can lose so many members, until it has lost more', () => {
    const graph = graphOf(
      [
        ['cache', 'dependsOn', 'cache-1'],
        ['cache', 'dependsOn', 'cache-2'],
        ['cache', 'dependsOn', 'cache-3'],
        ['shop', 'dependsOn', 'cache'],
      ],
      { cache: { needs: 2, of: 3 } },
    );
    expect(reach(graph, ['cache-1']).list).toEqual([
      'redundant 1 cache < cache-1 dependencyOf',
    ]);
    const both = [
      'impacted 1 cache < cache-2 dependencyOf',
      'impacted 2 shop < cache dependencyOf',
    ];
    expect(reach(graph, ['cache-1', 'cache-2']).list).toEqual(both);
    expect(reach(graph, ['cache-2'], { alsoDown: ['cache-1'] }).list).toEqual(
      both,
    );
    // The same member twice is one member
    expect(
      reach(graph, ['cache-2', 'cache-2'], { alsoDown: ['cache-2'] }).list,
    ).toEqual(['redundant 1 cache < cache-2 dependencyOf']);
  });

  it('counts the parts of what contains them as members, too', () => {
    const graph = graphOf(
      [
        ['node-1', 'partOf', 'system:default/pool'],
        ['node-2', 'partOf', 'system:default/pool'],
        ['shop', 'dependsOn', 'system:default/pool'],
      ],
      { 'system:default/pool': { needs: 1, of: 2 } },
    );
    expect(reach(graph, ['node-1']).list).toEqual([
      'redundant 1 system:default/pool < node-1 partOf',
    ]);
    expect(reach(graph, ['node-1', 'node-2']).list).toEqual([
      'impacted 1 system:default/pool < node-2 partOf',
      'impacted 2 shop < system:default/pool dependencyOf',
    ]);
  });

  it('ends after so many hops and entities, and says that there is more', () => {
    const graph = graphOf([
      ['b', 'dependsOn', 'a'],
      ['c', 'dependsOn', 'b'],
      ['d', 'dependsOn', 'c'],
    ]);
    expect(reach(graph, ['a'], { depth: 2 })).toMatchObject({
      isCapped: true,
      list: { length: 2 },
    });
    expect(reach(graph, ['a'], { depth: 3 }).isCapped).toBe(false);
    expect(reach(graph, ['a'], { most: 1 })).toMatchObject({
      isCapped: true,
      list: { length: 1 },
    });
  });

  it('passes over what the catalog does not have', () => {
    const graph = graphOf([['b', 'dependsOn', 'a']]);
    graph.replace('component:default/b', undefined);
    expect(reach(graph, ['a']).list).toEqual([]);
  });

  const entity = fc.integer({ min: 0, max: 11 }).map(i => `e${i}`);
  const facts = fc.array(
    fc.tuple(
      entity,
      fc.constantFrom('dependsOn', 'consumesApi', 'providesApi', 'partOf'),
      entity,
    ),
    { maxLength: 40 },
  ) as fc.Arbitrary<Fact[]>;
  const redundant = fc.dictionary(
    entity,
    fc.record({
      needs: fc.integer({ min: 1, max: 2 }),
      of: fc.integer({ min: 2, max: 3 }),
    }),
    { maxKeys: 3 },
  );

  /** The rules, told as what has to be so in the end instead of as a walk. */
  function settled(
    all: readonly Fact[],
    starts: readonly string[],
    redundancy: Record<string, { needs: number; of: number }>,
  ): Set<string> {
    const down = new Set(starts);
    for (;;) {
      const before = down.size;
      const byMember = (relation: string, whole: string, member: string) => {
        if (!down.has(member)) return;
        const r = redundancy[whole];
        if (!r && relation === 'partOf') return;
        const lost = new Set(
          all
            .filter(
              ([a, how, b]) =>
                a === whole && how === 'dependsOn' && down.has(b),
            )
            .map(([, , b]) => b)
            .concat(
              all
                .filter(
                  ([a, how, b]) =>
                    b === whole && how === 'partOf' && down.has(a),
                )
                .map(([a]) => a),
            ),
        );
        if (!r || r.of - lost.size < r.needs) down.add(whole);
      };
      for (const [from, relation, to] of all) {
        if (relation === 'dependsOn') byMember(relation, from, to);
        if (relation === 'partOf') {
          byMember(relation, to, from);
          if (down.has(to)) down.add(from);
        }
        if (relation === 'consumesApi' && down.has(to)) down.add(from);
        if (relation === 'providesApi' && down.has(from)) down.add(to);
      }
      if (down.size === before) return down;
    }
  }

  it('finds what the rules say, whatever the order of the facts', () => {
    fc.assert(
      fc.property(
        facts,
        fc.uniqueArray(entity, { minLength: 1, maxLength: 3 }),
        redundant,
        (all, begun, redundancy) => {
          const graph = graphOf(all, redundancy);
          const starts = begun.filter(name => graph.find(refOf(name)));
          const radius = blastRadius(
            graph,
            starts.map(name => graph.find(refOf(name))!),
            { depth: 50, most: 500 },
          );
          const impacted = radius
            .list()
            .filter(({ effect }) => effect === 'impacted')
            .map(({ node }) => named(graph.refs[node]));
          expect(new Set([...starts, ...impacted])).toEqual(
            settled(all, starts, redundancy),
          );
          // Each once
          expect(new Set(impacted).size).toBe(impacted.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is the same after entities were replaced one by one as after a new build', () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        const changed = graphOf(before);
        const fresh = graphOf(after);
        const refs = new Set([...changed.refs, ...fresh.refs]);
        for (const ref of refs) {
          const node = fresh.find(ref);
          changed.replace(
            ref,
            node === undefined
              ? undefined
              : {
                  ref,
                  tier: null,
                  relations: RELATIONS.flatMap((type, code) =>
                    fresh
                      .related(node, code)
                      .map(targetRef => ({ type, targetRef })),
                  ),
                },
          );
        }
        const told = (graph: CatalogGraph) =>
          [...refs].sort().map(ref => {
            const node = graph.find(ref);
            return [
              ref,
              node !== undefined &&
                RELATIONS.map((_, code) => graph.related(node, code).sort()),
            ];
          });
        expect(told(changed)).toEqual(told(fresh));
      }),
      { numRuns: 500 },
    );
  });
});
