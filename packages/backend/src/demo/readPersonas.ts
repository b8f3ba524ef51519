import type { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The people that `demo.personas` lists: full, lower-case entity ref to first name. */
export function readPersonas(config: Config): Map<string, string> {
  const personas = config.getOptionalConfigArray('demo.personas') ?? [];
  return new Map(
    personas.map(persona => [
      fullRef(persona.getString('entityRef')),
      persona.getString('name'),
    ]),
  );
}

/** Those of `demo.players`: they sign in to tell the history, and no page shows them. */
export const readPlayers = (config: Config): string[] =>
  (config.getOptionalStringArray('demo.players') ?? []).map(fullRef);

function fullRef(ref: string): string {
  const defaults = { defaultKind: 'user', defaultNamespace: 'default' };
  return stringifyEntityRef(parseEntityRef(ref, defaults));
}
