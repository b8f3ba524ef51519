import { setTimeout as pause } from 'node:timers/promises';
import { until, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Findings } from '../findings';
import { runTask } from '../replicas';
import type { Wire } from '../wire';
import { act, openChange, openIncident } from '../writes/recordWrites';
import type { Known } from '../writes/Write';

/** Who begin to wait, and within which time. */
export const WAITING = 10;
const AROUND_MS = 60;

export interface WaitRaceOptions {
  wires: readonly Wire[];
  knex: Knex;
  random: Seeded;
  findings: Findings;
}

/** Incidents begin to wait for a change around the moment in which it ends. */
export async function waitRace(
  { wires, random, findings }: WaitRaceOptions,
  mark: string,
): Promise<Known[]> {
  const any = () => random.pick(wires);
  const { body: change } = await any().send(openChange(mark).question);
  const ending: Known = { ...change, plural: 'changes' };
  const waiting: Known[] = await Promise.all(
    Array.from({ length: WAITING }, async (_, i) => {
      const { body } = await any().send(openIncident(`${mark}-${i}`).question);
      return { ...body, plural: 'incidents' };
    }),
  );
  const waitsFor = { reason: 'change', waitsFor: ending.number };
  const end = act(ending, mark, 'cancel', { reason: mark });
  let held = 0;
  let onAnswered = () => {};
  // However slow the machine is, somebody waits by then and the others are on their way
  const first = new Promise<void>(resolve => (onAnswered = resolve));
  await Promise.all([
    ...waiting.map(async incident => {
      await pause(random() * AROUND_MS);
      const hold = act(incident, mark, 'hold', waitsFor);
      const { status } = await any().send(hold.question);
      if (status === 200) held += 1;
      onAnswered();
    }),
    first.then(async () => {
      const { status, text } = await any().send(end.question);
      findings.expect(
        status === 200,
        () => `${ending.number} does not end: ${status} ${text}`,
      );
    }),
  ]);
  findings.expect(
    held > 0,
    () => `Nobody began to wait for ${ending.number}: the round shows nothing.`,
  );
  return waiting;
}

/** Nobody waits for what is done, once the outlets have seen what happened. */
export async function checkWaits(
  { wires, knex, findings }: WaitRaceOptions,
  waiting: readonly Known[],
): Promise<void> {
  await until(async () => {
    // A sweep's work; its time is not what races here
    await Promise.all(wires.map(wire => runTask({ wire }, 'itsm-outlets')));
    const left = knex('reactions').where({ reactor: 'neighbours' });
    return (await left.first('entry_id')) === undefined;
  }, 'waiting records to be woken');
  const asleep = await knex('records')
    .whereIn(
      'number',
      waiting.map(({ number }) => number),
    )
    .where({ state: 'on_hold' })
    .pluck('number');
  for (const number of asleep) {
    findings.expect(
      false,
      () => `${number} waits for a change that is canceled.`,
    );
  }
}
