import { builtInKinds, VERBS } from 'backstage-plugin-itsm-common';
import type { StoredNames } from './storedNames';

/** Verbs and actions of stored entries that this build has no name for: a reader would see a code. */
export function unknownNames({ verbs, actions }: StoredNames): string[] {
  const known = new Set<string>([
    ...VERBS,
    ...builtInKinds.flatMap(kind =>
      Object.keys(kind.actions).map(action => `${kind.name} ${action}`),
    ),
  ]);
  return [...verbs, ...actions].filter(name => !known.has(name));
}
