import { RECORD_RULES } from 'backstage-plugin-itsm-common';
import { requireUnique } from './requireUnique';
import type { Room } from './room';
import { ACT } from './timers/TimerHandler';

/** Where a path has a parameter, its name makes no difference. */
const placeOf = (path: string) => path.replace(/\{\w+\}/g, '{}');

/** What parts of a room are found by: its own rooms find them, its callers, or the database. */
const NAMED: readonly {
  what: string;
  remedy: string;
  namesOf: (room: Room) => readonly string[];
  /** Names that the engine itself has given. */
  taken?: readonly string[];
}[] = [
  {
    what: 'rooms',
    remedy: 'Rename the newer one, or remove its line in rooms.ts.',
    namesOf: ({ name }) => [name],
  },
  {
    what: 'reactors',
    remedy: 'Remove one of the modules that add them, or rename its reactor.',
    namesOf: ({ reactors = [] }) => reactors.map(({ name }) => name),
  },
  {
    what: 'timer handlers',
    remedy: 'Rename the one of the newer room.',
    namesOf: ({ timers = {} }) => Object.keys(timers),
    taken: [ACT],
  },
  {
    what: 'companions',
    remedy: 'Rename the one of the newer room.',
    namesOf: ({ companions = [] }) => companions.map(({ name }) => name),
  },
  {
    what: 'facts',
    remedy: 'Rename the one of the newer room.',
    namesOf: ({ facts = [] }) => facts.map(({ fact }) => fact.name),
  },
  {
    what: 'meanings of deliveries',
    remedy: 'Rename the one of the newer room.',
    namesOf: ({ meanings = [] }) => meanings.map(({ name }) => name),
  },
  {
    what: 'verbs of timelines',
    remedy: 'Rename the one of the newer room or kind.',
    namesOf: ({ verbs = [] }) => verbs.map(({ name }) => name),
  },
  {
    what: 'roles of principals',
    remedy: 'Rename the one of the newer room or kind.',
    namesOf: ({ principalRoles = [] }) => principalRoles.map(r => r.name),
  },
  {
    what: 'rules for policies',
    remedy: 'Rename the one of the newer room or kind.',
    namesOf: ({ principalRoles = [] }) =>
      principalRoles.flatMap(({ rule }) => rule?.name ?? []),
    taken: Object.values(RECORD_RULES),
  },
  {
    what: 'permissions',
    remedy: 'Rename the one of the newer room or kind.',
    namesOf: ({ permissions = [] }) => permissions.map(({ name }) => name),
  },
  {
    what: 'operations',
    remedy: 'Rename the one of the newer room or kind.',
    namesOf: ({ operations = [] }) =>
      operations.map(({ operation }) => operation.id),
  },
  {
    what: 'operations (their method and path)',
    remedy: 'Give the one of the newer room or kind another path.',
    namesOf: ({ operations = [] }) =>
      operations.map(
        ({ operation: { method, path } }) => `${method} ${placeOf(path)}`,
      ),
  },
  {
    what: 'hooks (their path)',
    remedy: 'Give the one of the newer room another path.',
    namesOf: ({ hooks }) => (hooks ? [hooks.path] : []),
  },
];

/**
 * Compares all that rooms bring before any of it is used.
 *
 * @throws Error that stops the start, and says which name is there twice and what to do
 */
export function requireUniqueParts(rooms: readonly Room[]): void {
  for (const { what, remedy, namesOf, taken = [] } of NAMED) {
    requireUnique(what, [...taken, ...rooms.flatMap(namesOf)], remedy);
  }
}
