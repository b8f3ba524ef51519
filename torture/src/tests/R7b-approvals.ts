import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { ChangeRace } from '../support/races/ChangeRace';
import { LAPS } from '../support/races/changeRacers';
import { checkApproved } from '../support/races/checkApproved';
import { checkWaits, WAITING, waitRace } from '../support/races/waitRace';
import { shareReplicas, type SharedReplicas } from '../support/sharedReplicas';
import { tortureTest } from '../TortureTest';
import { DROP_VERSION_CHECK, EDIT_APPROVED, NEVER_OVERTAKEN } from './mutants';

/** Changes that are raced for at the same time. */
const CHANGES = 6;

export const approvals = tortureTest<SharedReplicas>({
  id: 'R7b',
  title: 'Approvals race with what they are for, waiting with its end',
  promise:
    'Of an approval and an edit, a link or another decision at the same moment one happens and the others learn of it; nobody waits for what is over.',
  unit: 'races',
  engines: ['postgres', 'sqlite'],
  fullDose: 20_000,
  smallDose: CHANGES * LAPS,
  mutants: [DROP_VERSION_CHECK, EDIT_APPROVED, NEVER_OVERTAKEN],
  setUp: arena => shareReplicas(arena, 2),
  tearDown: replicas => replicas.close(),
  async round(setup, seed, random) {
    const since = Date.now();
    const findings = new Findings();
    const o = { ...setup, random, findings };
    const races = Array.from({ length: CHANGES }, () => new ChangeRace(o));
    await Promise.all(races.map((race, i) => race.run(`race-${seed}-${i}`)));
    const approved = races.reduce((sum, race) => sum + race.approved, 0);
    findings.expect(
      approved > 0,
      () => `Nobody could approve any change: the round shows nothing.`,
    );
    const waiting = await waitRace(o, `wait-${seed}`);
    await checkWaits(o, waiting);
    await checkApproved(setup.knex, since, findings);
    for (const fault of await invariants(setup.knex, { since })) {
      findings.expect(false, () => fault);
    }
    return {
      units: races.reduce((sum, race) => sum + race.races, WAITING),
      violations: findings.all(),
      facts: { approved },
    };
  },
});
