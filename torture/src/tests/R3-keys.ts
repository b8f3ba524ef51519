import type { Seeded } from 'itsm-harness';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { AT_ONCE, KeyRound } from '../support/KeyRound';
import { shareReplicas, type SharedReplicas } from '../support/sharedReplicas';
import { reportedWrite } from '../support/writes/deliveries';
import * as writes from '../support/writes/recordWrites';
import { readStoredWrites } from '../support/writes/StoredWrites';
import type { Known, Write } from '../support/writes/Write';
import { tortureTest } from '../TortureTest';
import { FORGET_ANSWER, SHARED_KEYS, UNCHECKED_BODY } from './mutants';

/** Keys of a round; many of them write to one record. */
const KEYS = 10;
/** Each is linked by at most one key of a round: the second would change nothing. */
const LINKED = ['shipping', 'web-shop', 'fraud-check', 'mobile-bff'];

export const keys = tortureTest<SharedReplicas>({
  id: 'R3',
  title: 'One idempotency key, many requests at once',
  promise:
    'Requests with one key take effect once, however many come at once and wherever, and all get the first answer byte for byte.',
  unit: 'keys',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: KEYS,
  mutants: [SHARED_KEYS, UNCHECKED_BODY, FORGET_ANSWER],
  setUp: arena => shareReplicas(arena, 2, AT_ONCE),
  tearDown: replicas => replicas.close(),
  async round(setup, seed, random) {
    const since = Date.now();
    const findings = new Findings();
    const opened = await setup.wires[0].send(
      writes.openIncident(`opened-${seed}`).question,
    );
    const about: Known = { ...opened.body, plural: 'incidents' };
    const unlinked = random.shuffle(LINKED);
    const round = new KeyRound({ ...setup, random, findings });
    const tried: { write: Write; callers: number }[] = [];
    for (let i = 0; i < KEYS; i += 1) {
      const write = keyedWrite(about, `key-${seed}-${i}`, random, unlinked);
      tried.push({ write, callers: await round.try(write) });
    }
    const stored = await readStoredWrites(setup.knex, since);
    for (const { write, callers } of tried) {
      const count = write.effects(stored);
      findings.expect(
        count === callers,
        () =>
          `The ${write.what} ${write.mark} took effect ${count} times for ${callers} callers.`,
      );
    }
    for (const fault of await invariants(setup.knex, { since })) {
      findings.expect(false, () => fault);
    }
    return { units: KEYS, violations: findings.all(), facts: round.facts };
  },
});

/** A write of some kind, whose mark is its key. */
function keyedWrite(
  about: Known,
  mark: string,
  random: Seeded,
  unlinked: string[],
): Write {
  const dice = random();
  if (dice < 0.2) return writes.openIncident(mark, mark);
  if (dice < 0.3) {
    return random.below(2)
      ? writes.openChange(mark, mark)
      : writes.openAny('request', mark, '', mark);
  }
  if (dice < 0.5) return writes.attach(about, mark, mark);
  if (dice < 0.6) {
    const run = 1 + random.below(1e9);
    const write = reportedWrite({ mark, run, repository: 'acme/checkout' });
    const question = { ...write.question, ...writes.keyed(mark) };
    return { ...write, question };
  }
  const entity = dice < 0.7 && unlinked.pop();
  if (!entity) return writes.comment(about, mark, mark);
  const ref = `component:default/${entity}`;
  const link = { role: 'impacted', target: 'entity' as const, ref };
  return writes.link(about, mark, link, mark);
}
