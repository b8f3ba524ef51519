import { addressOf, BASE, type ApiOperation } from '../apiDocument';
import { KIND_NAMES, KINDS } from '../kinds';
import type { Question } from '../wire';
import type { Reported } from './reported';
import { creations, type OtherCall } from './creations';
import { definitionCalls } from './definitionCalls';
import { has, may, type Caller } from './policy';
import { KNOWN_CALLERS, NOBODIES, type World } from './World';

const BASIC = [
  ...KIND_NAMES.map(kind => `itsm.${kind}.create`),
  'itsm.record.erase',
  'itsm.record.redact',
  'itsm.entity.rename',
  'itsm.change.emergency',
  'itsm.deployment.create',
  'itsm.delivery.read',
  'itsm.mapping.update',
  'itsm.audit.verify',
  'itsm.routing.read',
  'itsm.routing.manage',
  'itsm.window.read',
  'itsm.window.manage',
  'itsm.gate.read',
  'itsm.gate.manage',
  'itsm.alias.read',
  'itsm.alias.manage',
];

/** An old version of the record: whoever may edit it is too late, so that nothing happens to it. */
const OLD = 999_999_999;

/** Several records at once: as much as the operations of one of them tell. */
const together = (world: World): Record<string, OtherCall> =>
  Object.fromEntries(
    KIND_NAMES.flatMap((kind): [string, OtherCall][] => {
      const r = world.random.pick(world.records.filter(x => x.kind === kind));
      const { plural } = KINDS[kind];
      const told = (caller: Caller) => {
        if (!may(caller, 'read', r)) return 'not_found';
        return may(caller, 'update', r) ? 'stale_version' : 'not_permitted';
      };
      return [
        [
          `common-actions-of-${plural}`,
          {
            query: { numbers: r.number },
            allows: () => true,
            check: (body, caller) =>
              may(caller, 'read', r) || (!body.edit && !body.actions.length),
          },
        ],
        [
          `bulk-${plural}`,
          {
            body: {
              records: [{ number: r.number, version: OLD }],
              edit: { title: 'Not by this' },
            },
            allows: () => true,
            check: ({ results }, caller) =>
              results.length === 1 && results[0].refused?.code === told(caller),
          },
        ],
      ];
    }),
  );

/** The operations that are not of one record. */
function callsOf(world: World, o: Reported): Record<string, OtherCall> {
  const { random } = world;
  const needs = (permission: string) => (caller: Caller) =>
    has(caller, permission);
  const type = random.pick(['normal', 'standard', 'emergency']);
  return {
    ...creations(world),
    ...together(world),
    'create-change': {
      body: { ...KINDS.change.least(), type, restricted: true },
      allows: caller =>
        has(caller, 'itsm.change.create') &&
        (type !== 'emergency' || has(caller, 'itsm.change.emergency')),
      status: 201,
    },
    'get-settings': {
      allows: () => true,
      check: (body, caller) =>
        [...body.permissions].sort().join() ===
        BASIC.filter(permission => has(caller, permission))
          .sort()
          .join(),
    },
    'get-my-work': {
      allows: caller => caller.kind !== 'pipeline',
      // Nothing that the caller does not read, in whatever part of it
      check: (body, caller) =>
        Object.values<any>(body)
          .flatMap(section => section.items)
          .every(({ number }) =>
            world.records.some(
              r => r.number === number && may(caller, 'read', r),
            ),
          ),
    },
    'outages-of-incidents': {
      allows: caller => caller.kind !== 'pipeline',
      // No day counts what the caller does not read
      check: (body, caller) => {
        const read = world.records.filter(
          r => r.kind === 'incident' && may(caller, 'read', r),
        );
        return body.days.every((day: any) => day.records <= read.length);
      },
    },
    'list-similar': {
      query: { q: random.pick(world.records).words[0] ?? 'x' },
      allows: caller => caller.kind !== 'pipeline',
      check: (body, caller) =>
        body.items.every(({ number }: any) =>
          world.records.some(
            r => r.number === number && may(caller, 'read', r),
          ),
        ),
    },
    'get-gate-check': {
      params: { id: '019a0000-0000-7000-8000-000000000000' },
      allows: needs('itsm.deployment.create'),
      // Nobody asked it
      status: 404,
    },
    'check-gate': {
      body: {
        entityRef: 'checkout',
        environment: 'production',
        revision: 'abc',
        runId: 'nobody-gates-it',
      },
      allows: needs('itsm.deployment.create'),
      check: body => body.code === 'NOT_GATED' && body.change === null,
    },
    impact: {
      body: { entities: ['checkout'] },
      // The catalog decides, entity by entity; the pipeline's token is not good for it
      allows: caller => caller.kind !== 'pipeline',
    },
    'verify-audit': {
      body: { number: random.pick(world.records).number },
      allows: needs('itsm.audit.verify'),
      check: body => body.intact && body.records === 1,
    },
    'erase-person': {
      body: { person: 'user:default/who-never-was' },
      allows: needs('itsm.record.erase'),
      check: body => body.entries === 0 && body.records === 0,
    },
    'rename-entity': {
      body: { from: 'component:default/never-was', to: 'checkout' },
      allows: needs('itsm.entity.rename'),
      // Nothing is recorded for it
      status: 400,
    },
    'report-deployment': {
      body: {
        repository: 'acme/nobody-knows',
        runId: '1',
        environment: 'production',
        state: 'pending',
        revision: 'abc',
      },
      allows: needs('itsm.deployment.create'),
    },
    ...definitionCalls(needs),
    'map-repository': {
      body: { repository: 'acme/somewhere', entities: ['checkout'] },
      allows: needs('itsm.mapping.update'),
    },
    'list-deliveries': { allows: needs('itsm.delivery.read') },
    'get-delivery': {
      params: { id: o.delivery },
      allows: caller =>
        has(caller, 'itsm.delivery.read') ||
        has(caller, 'itsm.deployment.create'),
      check: body => body.id === o.delivery,
    },
    'requeue-delivery': {
      params: { id: o.delivery },
      body: {},
      allows: needs('itsm.mapping.update'),
      // It was processed, so there is nothing to try again
      status: 409,
    },
    'list-deployments': {
      query: { unmapped: 'true', limit: '100' },
      allows: needs('itsm.delivery.read'),
      check: body => body.items.some((d: any) => d.id === o.unmapped),
    },
  };
}

/** Every caller tries an operation that is not of one record. */
export async function tryOther(
  world: World,
  operation: ApiOperation,
  reported: Reported,
): Promise<void> {
  const call = callsOf(world, reported)[operation.id];
  if (
    !world.findings.expect(
      Boolean(call),
      () => `The matrix does not know how to call ${operation.id}`,
    )
  ) {
    return;
  }
  const question: Question = {
    method: operation.method,
    path: addressOf(operation, call.params ?? {}, call.query),
    body: call.body,
    headers: call.headers,
  };
  const { id } = operation;
  for (const nobody of NOBODIES) {
    await world.cell(nobody, id, question, a => a.status === 401, '401');
  }
  for (const caller of KNOWN_CALLERS) {
    const status = call.allows(caller) ? (call.status ?? 200) : 403;
    const { status: got, body } = await world.cell(
      caller,
      id,
      question,
      a =>
        a.status === status &&
        (status >= 300 || (call.check?.(a.body, caller) ?? true)),
      `${status} and what belongs to ${caller.name}`,
    );
    if (got === 201) await world.learn(body.number);
  }
}

/** Deployments of an entity: those of changes that the caller reads, on full pages. */
export async function tryDeployments(world: World): Promise<void> {
  const all = world.deployments;
  for (const caller of KNOWN_CALLERS) {
    const visible = all
      .filter(({ record }) => may(caller, 'read', record))
      .map(({ id }) => id)
      .sort()
      .reverse();
    const limit = world.random.pick([1, 3, 100]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `${BASE}/v1/deployments?entity=checkout&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
      const { status, body } = await world.cell(
        caller,
        'list-deployments',
        { method: 'GET', path },
        a => a.status === (caller.kind === 'pipeline' ? 403 : 200),
        'the deployments of changes that it reads',
      );
      if (status !== 200) break;
      const page: string[] = body.items.map((d: any) => d.id);
      seen.push(...page);
      const next: string | null = body.nextCursor;
      world.findings.expect(
        next === null ||
          (page.length === limit && page[page.length - 1] === next),
        () =>
          `${caller.name} notices hidden deployments: ${page.length} of ${limit} rows, then ${next}: GET ${path}`,
      );
      cursor = next;
    } while (cursor && seen.length <= all.length);
    world.findings.expect(
      caller.kind === 'pipeline' || seen.join() === visible.join(),
      () =>
        `${caller.name} was shown the deployments ${seen} instead of ${visible}`,
    );
  }
}
