import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ImpactNode, ImpactView } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import { blastRadius, type Reached } from './blastRadius';
import type { CatalogGraph } from './CatalogGraph';
import { OWNED_BY, RELATIONS } from './relations';

/**
 * What breaks when entities break, as far as the caller may see. What is hidden is counted, and a way that leads
 * over it says so without its name.
 *
 * @param question - `entities` are full refs without repeats
 * @throws UnavailableError when there is no graph yet
 */
export async function readImpact(
  { graph: live, entities }: Pick<House, 'graph' | 'entities'>,
  credentials: BackstageCredentials,
  question: { entities: readonly string[]; depth: number; limit: number },
): Promise<ImpactView> {
  // There is something then that learns of what is read next: the relations of what is asked about are those of now
  await live.read();
  const known = await entities.titles(question.entities, credentials);
  const { graph, asOf } = await live.read();
  const starts = question.entities.filter(ref => known.has(ref));
  const radius = blastRadius(
    graph,
    starts.flatMap(ref => graph.find(ref) ?? []),
    { depth: question.depth, most: question.limit },
  );
  const reached = radius.list();
  const { isCapped } = radius;
  const visible = await entities.titles(
    reached.map(({ node }) => graph.refs[node]),
    credentials,
  );
  const nodeOf = describer(
    graph,
    reached,
    ref => visible.has(ref) || known.has(ref),
  );
  const shown = reached.filter(({ node }) => visible.has(graph.refs[node]));
  return {
    entities: starts,
    unknown: question.entities.filter(ref => !known.has(ref)),
    nodes: shown.map(each => ({
      ...nodeOf(each),
      title: visible.get(graph.refs[each.node]),
    })),
    hidden: reached.length - shown.length,
    isCapped,
    asOf: new Date(asOf).toISOString(),
  };
}

function describer(
  graph: CatalogGraph,
  all: readonly Reached[],
  isVisible: (ref: string) => boolean,
): (reached: Reached) => ImpactNode {
  const byNode = new Map(all.map(each => [each.node, each]));
  return ({ node, effect, depth, ...first }) => {
    const path: ImpactNode['path'] = [];
    let step: Reached | undefined = { node, effect, depth, ...first };
    let from = node;
    while (step) {
      const ref = graph.refs[step.node];
      path.unshift({
        relation: RELATIONS[step.relation],
        ref: isVisible(ref) ? ref : null,
      });
      from = step.via;
      step = byNode.get(step.via);
    }
    return {
      ref: graph.refs[node],
      effect,
      depth,
      from: graph.refs[from],
      path,
      tier: graph.describedOf(node).tier,
      owners: graph.related(node, OWNED_BY),
    };
  };
}
