import type { DefinitionType } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import { requireUnique } from '../requireUnique';
import type { Room } from '../room';
import { definitionOperations } from './definitionOperations';
import { DefinitionFiles } from './DefinitionFiles';
import { renameInDefinitions } from './renameInDefinitions';

/**
 * What administrators decide while the portal runs: the definitions of all types that the rooms before it bring.
 */
export function definitionsRoom(house: House): Room {
  const { rooms, knex, entities, config, fileDefinitions, desks, now } = house;
  const managed = rooms.flatMap(room => room.definitions ?? []);
  const types = managed.map(({ type }) => type);
  requireUnique(
    'types of definitions',
    types.flatMap(({ name, plural }) => [...new Set([name, plural])]),
    'Rename the newer one.',
  );
  const { logger } = house.services;
  const { files } = config.definitions;
  const definitionFiles = new DefinitionFiles({
    ...{ knex, files, types, desks, logger, now },
    first: fileDefinitions,
  });
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
  const followed = async (
    follow: (room: Room) => Promise<void> | undefined,
  ) => {
    for (const room of rooms) {
      try {
        await follow(room);
      } catch (error) {
        logger.warn(
          `The room ${room.name} could not follow a definition`,
          error as Error,
        );
      }
    }
  };
  const services = {
    knex,
    entities,
    fourEyes: config.definitions.fourEyes,
    desks,
    readOnly: config.readOnly,
    now,
    onActivated: (type: DefinitionType, spec: object) =>
      followed(room => room.onActivated?.(type, spec)),
    onRetired: (type: DefinitionType) =>
      followed(room => room.onRetired?.(type)),
  };
  return {
    name: 'definitions',
    start: () => definitionFiles.store(),
    renamed: renameInDefinitions,
    tasks:
      files.length > 0
        ? [
            {
              id: 'itsm-definition-files',
              // Each process has its own copy of the files
              scope: 'local',
              everySeconds: 60,
              run: () => definitionFiles.readAgain(),
            },
          ]
        : [],
    operations: managed.flatMap(each => definitionOperations(services, each)),
    permissions: types.flatMap(({ permissions }) => [
      permissions.read,
      permissions.manage,
    ]),
  };
}

/**
 * A room below the one of definitions is made after it.
 *
 * @throws Error that stops the start, for types that nobody would serve
 */
export function requireServed(rooms: readonly Room[]): void {
  const serving = rooms.findIndex(({ name }) => name === 'definitions');
  const late = rooms
    .slice(serving + 1)
    .find(({ definitions = [] }) => definitions.length > 0);
  if (late) {
    throw new Error(
      `The room '${late.name}' brings definitions after their room was made. Move its line in rooms.ts above definitionsRoom.`,
    );
  }
}
