import { ROUTING_FACTS, type RoutingSpec } from 'backstage-plugin-itsm-common';
import type { CaseFacts } from '../conditions/compileCondition';
import { ConditionIndex } from '../conditions/ConditionIndex';
import { entityCase } from '../conditions/entityCase';
import { matchersOver } from '../conditions/matchersOver';
import type {
  ActiveDefinition,
  Snapshot,
} from '../definitions/DefinitionSnapshots';
import {
  noRouter,
  type RecordRouter,
  type Unowned,
} from '../principals/routing';

type Rule = ActiveDefinition<RoutingSpec>;

const matcherOf = matchersOver(ROUTING_FACTS);

/** Facts with many values: of many rules few have one of a record. */
const SELECTIVE = [
  'entity.ref',
  'entity.name',
  'entity.containers',
  'record.category',
  'entity.namespace',
  'entity.tier',
  'entity.type',
];

/** Rules of a snapshot, ready to be asked; forgotten with it. */
const compiled = new WeakMap<Snapshot<RoutingSpec>, RecordRouter>();

/** The router of what is in force. */
export function routerOf(snapshot: Snapshot<RoutingSpec>): RecordRouter {
  if (snapshot.length === 0) return noRouter;
  const known = compiled.get(snapshot);
  if (known) return known;
  const rules = [...snapshot].sort(
    (a, b) =>
      a.spec.order - b.spec.order ||
      (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
  const index = new ConditionIndex(
    rules.map(({ spec }) => spec.when),
    SELECTIVE,
  );
  const router: RecordRouter = unowned => {
    const cases = casesOf(unowned);
    return routed(
      index
        .candidates(cases)
        .map(position => rules[position])
        .filter(rule => cases.some(matcherOf(rule))),
      unowned,
    );
  };
  compiled.set(snapshot, router);
  return router;
}

/** The first rule with a group, the first with a category and the first with a desk: none need say all. */
function routed(matching: readonly Rule[], { isDeskChosen }: Unowned) {
  const first = (member: 'group' | 'category' | 'desk') =>
    matching.find(({ spec }) => spec[member] !== undefined);
  const [group, category] = [first('group'), first('category')];
  const desk = isDeskChosen ? undefined : first('desk');
  return {
    assignmentGroup: group?.spec.group,
    category: category?.spec.category,
    desk: desk?.spec.desk,
    routedBy: [...new Set([group, category, desk])].flatMap(each =>
      each ? [{ definition: each.id, version: each.version }] : [],
    ),
  };
}

/** One case for each affected entity; one without an entity for a record that affects nothing. */
export function casesOf({ record, entities }: Unowned): CaseFacts[] {
  const about: CaseFacts = {
    'record.kind': record.kind,
    'record.desk': record.desk,
    'record.category': record.category ?? undefined,
    'record.environment': record.environment,
  };
  if (entities.length === 0) return [about];
  return entities.map(entity => ({ ...about, ...entityCase(entity) }));
}
