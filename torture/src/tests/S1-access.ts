import { untilCatalogKnows } from 'itsm-harness';
import { BASE, readDocument, type ApiOperation } from '../support/apiDocument';
import { tryAfterwards } from '../support/access/afterwards';
import { tryBesides } from '../support/access/besides';
import { LIFECYCLES, type Part } from '../support/access/lifecycles';
import { ACCESS_MUTANTS } from '../support/access/mutants';
import { LIST_OPERATIONS, tryLists } from '../support/access/listCells';
import { tryDeployments, tryOther } from '../support/access/otherCells';
import { report } from '../support/access/reported';
import { tryWithoutPermissions } from '../support/access/permissionsOff';
import { tryOnRecord } from '../support/access/recordCells';
import { openStill } from '../support/access/still';
import {
  openDuplicates,
  openLinkedPair,
  openRecord,
} from '../support/access/story';
import { World } from '../support/access/World';
import { Findings } from '../support/findings';
import { KIND_NAMES, type KindName } from '../support/kinds';
import { SIGN_IN_OF_EVERYBODY } from '../support/people';
import { openWire } from '../support/wire';
import { tortureTest } from '../TortureTest';

/** Actions declare what makes somebody one of those who may perform them. */
function declaresRightly({ path, permission }: ApiOperation): boolean {
  const [, kind, action] =
    /^\/v1\/(\w+)s\/\{number\}\/actions\/(\w+)$/.exec(path) ?? [];
  const row = kind && LIFECYCLES[kind as KindName]?.[action];
  if (!row)
    return /^(itsm\.|none: every signed-in caller)/.test(permission ?? '');
  const verbs = { agent: 'act', approver: 'approve', manager: 'override' };
  const needed = Object.entries(verbs)
    .filter(([part]) => row.who.includes(part as Part))
    .map(([, verb]) => `itsm.${kind}.${verb}`);
  return needed.length > 0
    ? needed.includes(permission!)
    : Boolean(permission?.startsWith('none: '));
}

export const access = tortureTest({
  id: 'S1',
  title: 'Every operation, as everybody, on every kind of record',
  promise:
    'Nobody reads, counts, finds or changes what the policy does not grant, and cannot tell it from what does not exist.',
  unit: 'cells',
  engines: ['postgres', 'sqlite'],
  fullDose: 50_000,
  smallDose: 1,
  mutants: ACCESS_MUTANTS,
  async setUp(arena) {
    const database = await arena.newDatabase();
    const backends = [];
    // Replicas differ in nothing that decides; a start takes as long as a part of a small dose
    const replicas = arena.engine === 'postgres' && arena.isAlone ? 2 : 1;
    for (let i = 0; i < replicas; i += 1) {
      const config = SIGN_IN_OF_EVERYBODY;
      backends.push(await arena.start({ database, config }));
      await untilCatalogKnows(backends[i]);
    }
    const { operations } = await readDocument(backends[0]);
    const open = await arena.start({
      database: await arena.newDatabase(),
      config: { ...SIGN_IN_OF_EVERYBODY, permission: { enabled: false } },
    });
    await untilCatalogKnows(open);
    const wires = [...backends, open].map(({ port }) => openWire(port));
    return {
      world: new World(backends, wires.slice(0, -1), operations),
      withoutPermissions: new World([open], wires.slice(-1), operations),
      wires,
    };
  },
  async round({ world, withoutPermissions }, seed, random) {
    const findings = new Findings();
    world.startRound(findings, random);
    for (const operation of world.operations) {
      findings.expect(
        declaresRightly(operation),
        () => `${operation.id} declares ${operation.permission}`,
      );
    }
    if (world.still.length === 0) await openStill(world);
    // Each is met by every operation and every caller
    const fresh = [
      ...(await openLinkedPair(world, `w${seed}`)),
      ...(await openDuplicates(world, `w${seed}`)),
    ];
    for (const kind of KIND_NAMES) {
      fresh.push(await openRecord(world, kind, `w${seed}${kind}t`));
    }
    const reported = await report(world, seed);

    const ofRecords = world.operations.filter(o => o.path.includes('{number}'));
    for (const record of fresh) {
      const ofKind = ofRecords.filter(
        o =>
          o.path.startsWith(`/v1/${record.kind}s/`) ||
          o.path.startsWith('/v1/records/'),
      );
      // First as its story left it: an action may take away what is to be hidden
      const reads = ofKind.filter(o => o.method === 'GET');
      for (const operation of [...reads, ...random.shuffle(ofKind)]) {
        await tryOnRecord(world, operation, record);
      }
    }
    const others = world.operations.filter(
      o => !ofRecords.includes(o) && !LIST_OPERATIONS.includes(o.id),
    );
    for (const operation of others) await tryOther(world, operation, reported);
    await tryDeployments(world);
    await tryLists(world, 2);
    await tryAfterwards(world, `a${seed}`);
    await tryBesides(world);
    withoutPermissions.startRound(findings, random);
    await tryWithoutPermissions(withoutPermissions, `off${seed}`);
    for (const { id } of world.operations) {
      findings.expect(
        world.called.has(id),
        () => `No cell of the matrix called ${id} of ${BASE}`,
      );
    }
    return {
      units: world.cells + withoutPermissions.cells,
      violations: findings.all(),
      facts: { records: fresh.length },
    };
  },
  async tearDown({ wires }) {
    wires.forEach(wire => wire.close());
  },
});
