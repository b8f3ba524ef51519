import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { LIFECYCLES, READ_ONLY_IN } from '../support/access/lifecycles';
import { KIND_NAMES, KINDS, type KindName } from '../support/kinds';
import {
  openIncident,
  shareReplicas,
  type SharedReplicas,
} from '../support/sharedReplicas';
import { tortureTest } from '../TortureTest';
import { DROP_VERSION_CHECK, ANY_STATE } from './mutants';

/** Records that are raced for at the same time. */
const RECORDS = 8;
/** Who want each of them. */
const RACERS = 6;
/** Transitions of a record, one after the other. */
const LAPS = 5;

/** What an answer says of a record. */
interface Raced {
  number: string;
  state: string;
  version: number;
}

const pathOf = (kind: KindName) => `/api/itsm/v1/${KINDS[kind].plural}`;

export const transitions = tortureTest<SharedReplicas>({
  id: 'R7',
  title: 'Racing transitions',
  promise:
    'Of all actions on one version of a record one happens, the others are told what the record is now; every timeline is a path through the lifecycle.',
  unit: 'races',
  engines: ['postgres', 'sqlite'],
  fullDose: 50_000,
  smallDose: RECORDS * LAPS,
  mutants: [DROP_VERSION_CHECK, ANY_STATE],
  setUp: arena => shareReplicas(arena, 2),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed, random) {
    const { ask, knex } = replicas;
    const findings = new Findings();
    const since = Date.now();
    let races = 0;
    let refused = 0;
    let won = 0;

    const race = async (kind: KindName, o: Raced) => {
      const { number, state, version } = o;
      races += 1;
      const actions = Object.entries(LIFECYCLES[kind]);
      const possible = actions.filter(([, { from }]) => from.includes(state));
      // One of them asks for what may be impossible
      const picked = Array.from({ length: RACERS }, (_, n) =>
        random.pick(n === 0 ? actions : possible),
      );
      const answers = await Promise.all(
        picked.map(([action, { input }], n) =>
          ask(n, {
            method: 'POST',
            path: `${pathOf(kind)}/${number}/actions/${action}`,
            headers: { 'if-match': `"${version}"` },
            body: input ?? {},
          }),
        ),
      );
      const winners = answers.filter(a => a.status === 200);
      won += winners.length;
      const told = answers.map((a, n) => `${picked[n][0]} ${a.status}`);
      findings.expect(
        winners.length <= 1,
        () => `${number}: ${winners.length} won version ${version}: ${told}`,
      );
      for (const { status, body, text } of answers) {
        if (status === 200) continue;
        refused += 1;
        // An action may be refused by a rule whoever is first; what raced and lost is a 412
        findings.expect(
          status === 412
            ? body.current.version === version + winners.length
            : [400, 409, 422].includes(status),
          () => `${number} at ${version}: ${status} ${text} beside ${told}`,
        );
      }
      return winners[0]?.body;
    };

    // Nobody races for it, so that what is a part of it does not follow it
    const whole = await openIncident(replicas, `Races ${seed}`);
    const run = async (index: number) => {
      const kind = KIND_NAMES[index % KIND_NAMES.length];
      const title = `Race ${seed}.${index}`;
      const opened = await ask(0, {
        method: 'POST',
        path: pathOf(kind),
        body: { ...KINDS[kind].least(whole), title },
      });
      if (opened.status !== 201) throw new Error(`Opening: ${opened.text}`);
      let raced: Raced = opened.body;
      for (let lap = 0; lap < LAPS; lap += 1) {
        if (READ_ONLY_IN.includes(raced.state)) return;
        raced = (await race(kind, raced)) ?? raced;
      }
    };
    await Promise.all(Array.from({ length: RECORDS }, (_, i) => run(i)));
    findings.expect(
      won > 0,
      () => `Nothing was done in ${races} races: the round shows nothing.`,
    );
    return {
      units: races,
      violations: [...findings.all(), ...(await invariants(knex, { since }))],
      facts: { refused, won },
    };
  },
});
