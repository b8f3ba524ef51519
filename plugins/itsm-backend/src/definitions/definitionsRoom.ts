import type { House } from '../House';
import { requireUnique } from '../requireUnique';
import type { Room } from '../room';
import { definitionOperations } from './definitionOperations';
import { requireFileTypes } from './fileDefinitions';

/**
 * What administrators decide while the portal runs: the definitions of all types that the rooms before it bring.
 */
export function definitionsRoom(house: House): Room {
  const { rooms, knex, entities, config, fileDefinitions, now } = house;
  const managed = rooms.flatMap(room => room.definitions ?? []);
  const types = managed.map(({ type }) => type);
  requireUnique(
    'types of definitions',
    types.flatMap(({ name, plural }) => [...new Set([name, plural])]),
    'Rename the newer one.',
  );
  requireFileTypes(fileDefinitions, types);
  const unknown = config.definitions.fourEyes.find(
    name => !types.some(type => type.name === name),
  );
  if (unknown !== undefined) {
    throw new Error(
      `itsm.definitions.fourEyes: there is no type '${unknown}' (known: ${types
        .map(({ name }) => name)
        .join(', ')}). Correct its name.`,
    );
  }
  const services = {
    knex,
    files: fileDefinitions,
    entities,
    fourEyes: config.definitions.fourEyes,
    desks: house.desks,
    readOnly: config.readOnly,
    now,
  };
  return {
    name: 'definitions',
    operations: managed.flatMap(each => definitionOperations(services, each)),
    permissions: types.flatMap(({ permissions }) => [
      permissions.read,
      permissions.manage,
    ]),
  };
}
