import { randomUUID } from 'node:crypto';
import type {
  Facts,
  ItsmRecord,
  KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { AuthorizedRecords } from './callers/AuthorizedRecords';
import { RecordWriter } from './callers/RecordWriter';
import { checkConfig } from './checkConfig';
import { readItsmConfig, type ItsmConfig } from './config';
import { DefinitionSnapshots } from './definitions/DefinitionSnapshots';
import {
  readFileDefinitions,
  type FileDefinition,
} from './definitions/fileDefinitions';
import type { Desks } from './desks/Desks';
import { requireDesksOfRecords } from './desks/requireDesksOfRecords';
import { openDatabase } from './database/database';
import { claimSqliteFile } from './database/soleProcess';
import { genericSource } from './deployments/genericSource';
import { EntityLookup } from './entities/EntityLookup';
import { Upstream } from './entities/Upstream';
import { LiveGraph } from './graph/LiveGraph';
import type { Hook } from './inbox/Hook';
import { configuredHooks, sourcesByName } from './inbox/hookConfig';
import type { ItsmServices } from './ItsmServices';
import { KindRegistry } from './records/KindRegistry';
import { loggedOnce } from './loggedOnce';
import { ensureNumberSequences } from './records/numbers';
import { Records } from './records/Records';
import type { Companion } from './records/Companion';
import type { TimelineVerb } from './timeline/TimelineVerb';
import type { Room } from './room';
import { SignalChannels } from './signals/SignalChannels';
import { signalSecret } from './signals/signalSecret';

/** What every room stands on. */
export interface House {
  services: ItsmServices;
  config: ItsmConfig;
  desks: Desks;
  kinds: KindRegistry;
  knex: Knex;
  records: Records;
  entities: EntityLookup;
  upstream: Upstream;
  /** The catalog's relations, in memory. */
  graph: LiveGraph;
  /** What callers may see of records. */
  reader: AuthorizedRecords;
  /** What callers may do with records. */
  writer: RecordWriter;
  /** What administrators decided and is in force. */
  definitions: DefinitionSnapshots;
  /** What files say of definitions, as the process began. */
  fileDefinitions: readonly FileDefinition[];
  hooks: ReadonlyMap<string, Hook>;
  /** Names what tells pages of changes. */
  channels: SignalChannels;
  /** Of all rooms and kinds; complete once every room was made. */
  verbs: () => readonly TimelineVerb[];
  /** All of them, the asking one too; complete once every room was made. */
  rooms: readonly Room[];
  now: () => number;
  /** Differs for every process that uses the same database. */
  processId: string;
}

/** Checks the configuration, opens the database, and lays what rooms stand on. */
export async function buildHouse(
  services: ItsmServices,
): Promise<House & { rooms: Room[]; companions: Companion[]; leave(): void }> {
  const { logger, metrics } = services;
  const sources = sourcesByName([genericSource, ...services.sources]);
  const kinds = KindRegistry.named(services.kinds);
  checkConfig(services.config, {
    sources: new Map(
      [...sources].map(([name, { instanceConfig = {} }]) => [
        name,
        instanceConfig,
      ]),
    ),
    sections: services.configSections,
    kinds: kinds.map(({ name }) => name),
  });
  const config = readItsmConfig(services.config);
  const { desks } = config;
  const fileDefinitions = readFileDefinitions(config.definitions.files, desks);
  const enabled = new KindRegistry(kinds, config.isKindEnabled);
  const knex = await openDatabase(services.database);
  const leave = await claimSqliteFile(knex, logger);
  await ensureNumberSequences(knex, enabled.all);
  await requireDesksOfRecords(knex, desks);

  const now = () => services.clock.now();
  const created = metrics.createCounter('itsm.records.created', {
    description: 'Records opened, by kind and channel',
    unit: '{record}',
  });
  const companions: Companion[] = [];
  const rooms: Room[] = [];
  const verbs = onceMade(() => rooms.flatMap(room => room.verbs ?? []));
  const records = new Records(knex, {
    kinds: enabled,
    settings: {
      ...config.settings,
      kinds: enabled.all.map(({ name }) => name),
    },
    readOnly: config.readOnly,
    everybodyReads: config.everybodyReads,
    desks,
    companions,
    verbs: onceMade(() => new Set(verbs().map(({ name }) => name))),
    roles: onceMade(() => rooms.flatMap(room => room.principalRoles ?? [])),
    onCommitted: () => rooms.forEach(room => room.onCommitted?.()),
    readFacts: (kind, record) => factsFor(rooms, kind, record),
    readRouter: async () => rooms.find(room => room.readRouter)?.readRouter!(),
    onUnreadable: loggedOnce(logger),
    onOpened: ({ kind, channel }) => created.add(1, { kind, channel }),
    traced: commit => services.tracing.startActiveSpan('itsm.commit', commit),
  });
  const { catalog, auth } = services;
  const graph = new LiveGraph({ catalog, auth, logger, now });
  const entities = new EntityLookup({
    catalog,
    auth,
    knex,
    now,
    onRead: read => graph.learn(read),
  });
  const channels = new SignalChannels({
    secret: await signalSecret(knex),
    now,
    desks: desks.all.map(({ name }) => name),
  });
  const reader = new AuthorizedRecords(records, now, channels);
  return {
    services,
    config,
    desks,
    kinds: enabled,
    knex,
    records,
    entities,
    upstream: new Upstream(catalog),
    graph,
    reader,
    writer: new RecordWriter({ records, reader, entities, now }),
    definitions: new DefinitionSnapshots({ knex, logger }),
    fileDefinitions,
    hooks: configuredHooks(services.config, sources),
    channels,
    verbs,
    rooms,
    companions,
    now,
    processId: randomUUID(),
    leave,
  };
}

/** What rooms read for the rules of a record; what no room reads is not known. */
async function factsFor(
  rooms: readonly Room[],
  kind: KindDefinition,
  record: ItsmRecord,
): Promise<Facts> {
  const readers = rooms
    .flatMap(room => room.facts ?? [])
    .filter(({ fact }) => kind.facts?.some(({ name }) => name === fact.name));
  return new Map(
    await Promise.all(
      readers.map(
        async ({ fact, read }) =>
          [fact.name, await read(kind, record)] as const,
      ),
    ),
  );
}

/** Asked first by a commit or a request, which begin when every room was made; the same from then on. */
function onceMade<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
