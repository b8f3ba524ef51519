import {
  ENTITY_FACTS,
  type GateFacts,
  type GateSpec,
} from 'backstage-plugin-itsm-common';
import type { CaseFacts } from '../conditions/compileCondition';
import { matchersOver } from '../conditions/matchersOver';
import type { Snapshot } from '../definitions/DefinitionSnapshots';
import { normalEnvironment } from '../normalEnvironment';

/** A gate about an entity in an environment. */
type Gate = GateFacts['gates'][number] & Pick<GateSpec, 'withoutAnswer'>;

const matcherOf = matchersOver(ENTITY_FACTS);

/** The gates in force that are about the entity in the environment. */
export function gatesFor(
  snapshot: Snapshot<GateSpec>,
  entity: CaseFacts,
  environment: string,
): Gate[] {
  const asked = normalEnvironment(environment);
  return snapshot
    .filter(
      active =>
        active.spec.environments.map(normalEnvironment).includes(asked) &&
        matcherOf(active)(entity),
    )
    .map(({ id, version, name, spec: { withoutAnswer } }) => ({
      definition: id,
      version,
      name,
      withoutAnswer,
    }));
}
