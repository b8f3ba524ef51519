import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Findings } from '../findings';
import type { Replica } from '../replicas';
import type { Reply } from '../wire';
import type { Work } from './work';

interface Effects {
  knex: Knex;
  replica: Replica;
  work: Work;
  /** Of both backends to the work's questions. */
  replies: readonly Reply[];
  findings: Findings;
}

/** Holds what happened against the work: once each, whoever did it. */
export async function expectEffects(o: Effects): Promise<void> {
  const { knex, work, replies, findings } = o;
  for (const { status, text } of replies) {
    // 409: the other one has the key
    findings.expect(
      [201, 202, 409].includes(status),
      () => `A backend answered ${status}: ${text}`,
    );
  }
  for (const number of work.resolved)
    await expectClosed(knex, number, findings);
  for (const revision of work.revisions) {
    const made = await knex('records')
      .where({ kind: 'change' })
      .where('data', 'like', `%"${revision}"%`)
      .pluck('number');
    findings.expect(
      made.length === 1,
      () => `${revision} has the changes ${made}`,
    );
  }
  await Promise.all(work.keyed.map(title => expectOneRecord(o, title)));
}

async function expectOneRecord(o: Effects, title: string): Promise<void> {
  const made = await o.knex('records').where({ title }).pluck('number');
  o.findings.expect(
    made.length === 1,
    () => `One key made ${made.length} records: ${made}`,
  );
  const told = o.replies
    .filter(reply => reply.status === 201 && reply.body.title === title)
    .map(reply => reply.body.number);
  const again = await repeated(o.replica, o.work, title);
  o.findings.expect(
    [...told, again].every(number => number === made[0]),
    () => `${made[0]} was called ${[...told, again]} in answers`,
  );
}

async function expectClosed(knex: Knex, number: string, findings: Findings) {
  const record = await knex('records').where({ number }).first('id', 'state');
  const closings = await knex('entries')
    .where({ record_id: record.id })
    .where('content', 'like', '%"to":"closed"%');
  findings.expect(
    record.state === 'closed' && closings.length === 1,
    () =>
      `${number} is ${record.state} and was closed ${closings.length} times`,
  );
}

/** What the key answers now. */
async function repeated(
  { wire }: Replica,
  { questions }: Work,
  title: string,
): Promise<string> {
  const question = questions.find((q: any) => q.body?.title === title)!;
  let reply: Reply;
  await until(async () => {
    reply = await wire.send(question);
    return reply.status === 201;
  }, `the key of ${title} to be answered`);
  return reply!.body.number;
}
