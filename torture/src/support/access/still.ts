import { KINDS, type KindName } from '../kinds';
import type { KnownRecord } from './KnownRecord';
import { LIFECYCLES } from './lifecycles';
import type { World } from './World';

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
      world.still.push(await world.learn(number));
    }
  }
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
