import { parseEntityRef } from '@backstage/catalog-model';
import type { DescribedEntity } from '../entities/entityFacts';
import type { CaseFacts } from './compileCondition';

/** An entity as conditions ask for it: a value for each of `ENTITY_FACTS` that it has. */
export function entityCase(entity: DescribedEntity): CaseFacts {
  const { kind, namespace, name } = parseEntityRef(entity.ref);
  return {
    'entity.kind': kind,
    'entity.namespace': namespace,
    'entity.name': name,
    'entity.ref': entity.ref,
    'entity.tier': entity.tier ?? undefined,
    'entity.type': entity.type ?? undefined,
    'entity.tags': entity.tags,
    'entity.owners': entity.owners,
    'entity.containers': entity.containers,
  };
}
