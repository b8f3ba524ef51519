import type { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The people that `demo.personas` lists: full, lower-case entity ref to first name. */
export function readPersonas(config: Config): Map<string, string> {
  const personas = config.getOptionalConfigArray('demo.personas') ?? [];
  return new Map(
    personas.map(persona => [
      stringifyEntityRef(
        parseEntityRef(persona.getString('entityRef'), {
          defaultKind: 'user',
          defaultNamespace: 'default',
        }),
      ),
      persona.getString('name'),
    ]),
  );
}
