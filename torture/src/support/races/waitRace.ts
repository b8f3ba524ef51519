import { setTimeout as pause } from 'node:timers/promises';
import { until, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Findings } from '../findings';
import type { Wire } from '../wire';
import { act, openChange, openIncident } from '../writes/recordWrites';
import type { Known } from '../writes/Write';

const LONGEST_LEAD_MS = 30;

export interface WaitRaceOptions {
  wires: readonly Wire[];
  knex: Knex;
  random: Seeded;
  findings: Findings;
}

/** An incident begins to wait for a change in the moment in which the change ends. */
export async function waitRace(
  { wires, random }: WaitRaceOptions,
  mark: string,
): Promise<Known> {
  const [a, b] = random.shuffle([wires[0], wires[wires.length - 1]]);
  const [incident, change] = await Promise.all([
    a.send(openIncident(`${mark}-waits`).question),
    b.send(openChange(`${mark}-ends`).question),
  ]);
  const waiting: Known = { ...incident.body, plural: 'incidents' };
  const ending: Known = { ...change.body, plural: 'changes' };
  const waitsFor = { reason: 'change', waitsFor: ending.number };
  const lead = random() * LONGEST_LEAD_MS;
  await Promise.all([
    pause(random.pick([0, lead])).then(() =>
      a.send(act(waiting, mark, 'hold', waitsFor).question),
    ),
    pause(random.pick([0, lead])).then(() =>
      b.send(act(ending, mark, 'cancel', { reason: mark }).question),
    ),
  ]);
  return waiting;
}

/** Nobody waits for what is done, once the outlets have seen what happened. */
export async function checkWaits(
  { knex, findings }: WaitRaceOptions,
  waiting: readonly Known[],
): Promise<void> {
  await until(
    async () =>
      !(await knex('reactions').where({ reactor: 'wake' }).first('entry_id')),
    'waiting records to be woken',
  );
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
