import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blastRadius } from './blastRadius';
import { CatalogGraph } from './CatalogGraph';

/** Real faults of a demo system of 35 services, and what their monitoring said; docs/data.md says where to get them. */
const FOLDER = process.env.ITSM_DATA_DIR ?? '/nonexistent';
const SCENARIOS = join(FOLDER, 'itbench/scenarios.json');
const EDGES = join(FOLDER, 'catalogs/otel-demo/edges.json');
const withFaults = existsSync(SCENARIOS) ? describe : describe.skip;
if (!existsSync(SCENARIOS)) {
  process.stderr.write(
    'Left out: 43 real faults and their alerts. Set ITSM_DATA_DIR (docs/data.md).\n',
  );
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Services are written with and without hyphens. */
const plain = (name: string) => name.replace(/-/g, '').toLowerCase();
const refOf = (name: string) => `component:default/${plain(name)}`;

/** What a service says when something that it rests on is broken. */
const SYMPTOMS = ['HighRequestErrorRate', 'HighRequestLatency'];

withFaults('43 real faults', () => {
  it('reach the services that raised alerts', () => {
    const edges: [string, string][] = read(EDGES);
    const graph = new CatalogGraph();
    const names = [...new Set(edges.flat())];
    for (const name of names) {
      graph.add({
        ref: refOf(name),
        tier: null,
        relations: edges
          .filter(([, to]) => to === name)
          .map(([from]) => ({ type: 'dependencyOf', targetRef: refOf(from) })),
      });
    }
    let alerts = 0;
    const missed: string[] = [];
    for (const scenario of read(SCENARIOS)) {
      if (!scenario.applications.includes('opentelemetryDemo')) continue;
      const starts = scenario.originServices.flatMap(
        (name: string) => graph.find(refOf(name)) ?? [],
      );
      const reached = new Set<string>(scenario.originServices.map(refOf));
      for (const { node } of blastRadius(graph, starts, {
        depth: 10,
        most: 500,
      }).list())
        reached.add(graph.refs[node]);
      for (const { name, service } of scenario.alerts) {
        if (!SYMPTOMS.includes(name) || !service) continue;
        alerts += 1;
        if (!reached.has(refOf(service)))
          missed.push(`${scenario.id}: ${name} of ${service}`);
      }
    }
    expect(alerts).toBe(151);
    // 148 of 151, 98 %
    expect(missed).toEqual([
      // A flood of requests goes the other way: to what the load generator calls
      '1: HighRequestErrorRate of frontend-proxy',
      // A slow reader of a queue made others read messages twice
      '11: HighRequestErrorRate of accounting',
      // The edges do not have this service
      '46: HighRequestErrorRate of product-reviews',
    ]);
  });
});
