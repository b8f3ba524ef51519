import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import {
  openIncident,
  shareReplicas,
  type SharedReplicas,
} from '../support/sharedReplicas';
import { tortureTest } from '../TortureTest';
import { DROP_VERSION_CHECK, FORGET_IF_MATCH } from './mutants';

/** Over all replicas; all of them want the same record. */
const CLIENTS = 32;
const ATTEMPTS = 300;

interface Edit {
  version: number;
  title: string;
}

export const lostUpdates = tortureTest<SharedReplicas>({
  id: 'R6',
  title: 'Lost updates',
  promise:
    'Of all who edit one version of a record one wins; the others are told the version that is current, and no edit is overwritten unseen.',
  unit: 'updates',
  engines: ['postgres', 'sqlite'],
  fullDose: 100_000,
  smallDose: ATTEMPTS,
  mutants: [DROP_VERSION_CHECK, FORGET_IF_MATCH],
  setUp: arena => shareReplicas(arena, 2),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed) {
    const { ask, knex } = replicas;
    const findings = new Findings();
    const since = Date.now();
    const number = await openIncident(replicas, `Race ${seed}`);
    const path = `/api/itsm/v1/incidents/${number}`;
    const won: Edit[] = [];
    let attempts = 0;
    let lost = 0;

    const client = async (n: number) => {
      let version = 1;
      while (attempts < ATTEMPTS) {
        attempts += 1;
        const title = `${seed}-${n}-${attempts}`;
        const { status, body, text } = await ask(n, {
          method: 'PATCH',
          path,
          headers: { 'if-match': `"${version}"` },
          body: { title },
        });
        const known = version;
        const current = body?.current?.version;
        if (status === 200) won.push({ version: body.version, title });
        else lost += 1;
        findings.expect(
          status === 200
            ? body.version === known + 1
            : status === 412 && current > known,
          () => `${number}: an edit of ${known} got ${status} ${text}`,
        );
        version = body?.version ?? current ?? known;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));

    const blind = await ask(0, { method: 'PATCH', path, body: { title: 'x' } });
    findings.expect(
      blind.status === 428,
      () => `${number}: an edit without If-Match got ${blind.status}`,
    );
    won.sort((a, b) => a.version - b.version);
    won.forEach(({ version, title }, index) =>
      findings.expect(
        version === index + 2,
        () => `${number}: '${title}' and another edit both won ${version}`,
      ),
    );
    const row = await knex('records').where({ number }).first();
    findings.expect(
      row.version === won.length + 1 && row.title === won.at(-1)?.title,
      () =>
        `${number} is '${row.title}' at ${row.version}, after ${won.length} edits that ended in '${won.at(-1)?.title}'`,
    );
    const faults = await invariants(knex, { since });
    return {
      units: attempts,
      violations: [...findings.all(), ...faults],
      facts: { won: won.length, refused: lost },
    };
  },
});
