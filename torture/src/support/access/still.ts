import { BASE } from '../apiDocument';
import { KINDS, type KindName } from '../kinds';
import { refOf, type PersonName } from '../people';
import type { KnownRecord } from './KnownRecord';
import { LIFECYCLES } from './lifecycles';
import type { Caller } from './policy';
import { PEOPLE, type World } from './World';

/** Kinds of records that are parts of another one. */
export const PARTS: readonly KindName[] = ['task', 'review'];

/**
 * Records that others are parts of or name, of which nobody asks anything: a cell counts on it that
 * nothing but its own question moves a record, and records follow those that they are linked with.
 */
export async function openStill(world: World): Promise<void> {
  for (const kind of ['change', 'problem', 'article'] as const) {
    for (const restricted of [false, true]) {
      const body = { ...KINDS[kind].least(), restricted };
      const path = `/v1/${KINDS[kind].plural}`;
      const { number } = await world.must('POST', path, { body });
      if (kind === 'article') await publish(world, number);
      world.still.push(await world.learn(number));
    }
  }
}

/** What is named by others has to be there for everybody. */
export async function publish(world: World, number: string): Promise<void> {
  const approver = world.random.pick(PEOPLE) as Caller & { name: PersonName };
  const path = `/v1/articles/${number}`;
  const versioned = async (body: object) => ({
    body,
    headers: { 'if-match': String((await world.must('GET', path)).version) },
  });
  const approvers = [refOf(approver.name)];
  await world.must('PATCH', path, await versioned({ approvers }));
  await world.must('POST', `${path}/links`, {
    body: { role: 'affected', target: 'entity', ref: 'session-service' },
  });
  await world.must(
    'POST',
    `${path}/actions/request_review`,
    await versioned({}),
  );
  await world.mustAs(approver, {
    method: 'POST',
    path: `${BASE}${path}/actions/publish`,
    ...(await versioned({})),
  });
}

/** One that everybody reads, or one that only few do. */
export const stillOf = (
  world: World,
  kind: KindName,
  restricted = false,
): KnownRecord =>
  world.still.find(r => r.kind === kind && r.restricted === restricted)!;

/** What an action takes, so that no rule of its input refuses it. */
export function inputOf(
  world: World,
  kind: KindName,
  action: string,
): Record<string, unknown> {
  const { input, names = {} } = LIFECYCLES[kind][action];
  const named = Object.entries(names).map(
    ([name, other]) => [name, stillOf(world, other).number] as const,
  );
  return { ...input, ...Object.fromEntries(named) };
}
