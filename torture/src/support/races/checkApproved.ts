import type { Knex } from 'knex';
import type { Findings } from '../findings';
import { bodyOf } from '../invariants/timeline';

/** What an approval is for: an edit of it asks for the approval again. */
const APPROVED = [
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'environment',
  'revision',
  'plannedStart',
  'plannedEnd',
];
/** From the first approval on; an edit while it is scheduled goes back. */
const SETTLED = ['authorize', 'scheduled', 'implement', 'review'];

/** Reads timelines of changes again: nothing that was approved changed under its approval. */
export async function checkApproved(
  knex: Knex,
  since: number,
  findings: Findings,
): Promise<void> {
  const changes = await knex('records')
    .where({ kind: 'change' })
    .andWhere('created_at', '>=', since)
    .select('id', 'number');
  for (const { id, number } of changes) {
    const entries = await knex('entries')
      .where({ record_id: id })
      .orderBy('seq')
      .select('seq', 'verb', 'content');
    let state = '';
    for (const entry of entries) {
      const body = bodyOf(entry);
      const before = state;
      const fields = Object.keys(body.fields ?? {});
      const linked: { role: string }[] = body.links ?? [];
      const touched =
        (entry.verb === 'edited' && fields.some(f => APPROVED.includes(f))) ||
        linked.some(({ role }) => role === 'affected');
      const next = body.to ?? body.state ?? state;
      findings.expect(
        !touched || !SETTLED.includes(before) || next === 'assess',
        () =>
          `${number}: entry ${entry.seq} changed what was approved in ${before}.`,
      );
      state = next;
    }
  }
}
