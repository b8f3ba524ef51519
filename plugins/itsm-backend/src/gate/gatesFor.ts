import type { GateFacts, GateSpec } from 'backstage-plugin-itsm-common';
import { ENTITY_FACTS } from 'backstage-plugin-itsm-common';
import {
  compileCondition,
  type CaseFacts,
  type Matcher,
} from '../conditions/compileCondition';
import type { Snapshot } from '../definitions/DefinitionSnapshots';
import { normalEnvironment } from '../deployments/identity';

/** A gate about an entity in an environment. */
type Gate = GateFacts['gates'][number] & Pick<GateSpec, 'withoutAnswer'>;

/** Conditions of a snapshot; forgotten with it. */
const compiled = new WeakMap<Snapshot<GateSpec>, readonly Matcher[]>();

function matchersOf(snapshot: Snapshot<GateSpec>): readonly Matcher[] {
  const known = compiled.get(snapshot);
  if (known) return known;
  const matchers = snapshot.map(({ spec }) =>
    compileCondition(ENTITY_FACTS, spec.when),
  );
  compiled.set(snapshot, matchers);
  return matchers;
}

/** The gates in force that are about the entity in the environment. */
export function gatesFor(
  snapshot: Snapshot<GateSpec>,
  entity: CaseFacts,
  environment: string,
): Gate[] {
  const asked = normalEnvironment(environment);
  const matchers = matchersOf(snapshot);
  return snapshot.flatMap(({ id, version, name, spec }, index) =>
    spec.environments.map(normalEnvironment).includes(asked) &&
    matchers[index](entity)
      ? [{ definition: id, version, name, withoutAnswer: spec.withoutAnswer }]
      : [],
  );
}
