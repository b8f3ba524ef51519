import { githubDeployment, GITHUB_HOOK } from 'itsm-harness';
import { SERVICE, type World } from './World';

/** What the operations over all records need of a round: ids. */
export interface Reported {
  /** A received webhook. */
  delivery: string;
  /** A deployment that no entity is known of. */
  unmapped: string;
}

/** Deployments of a round: their changes, some of them restricted afterwards, and an unmapped one. */
export async function report(world: World, seed: number): Promise<Reported> {
  const post = (body: object) =>
    world.must('POST', '/v1/deployments', { body });
  const base = { environment: 'production', state: 'success', revision: 'abc' };
  for (let i = 0; i < 4; i += 1) {
    const { deployment, change } = await post({
      ...base,
      repository: 'acme/checkout',
      runId: `s1-${seed}-${i}`,
    });
    const record = await world.learn(change.number);
    if (i % 2) {
      await world.must('PATCH', `/v1/changes/${record.number}`, {
        body: { restricted: true },
        headers: { 'if-match': String(record.version) },
      });
      await world.refresh(record);
    }
    world.deployments.push({ id: deployment.id, record });
  }
  const { deployment } = await post({
    ...base,
    repository: `acme/nobody-knows-${seed}`,
    runId: 'x',
  });
  const sent = githubDeployment({
    run: seed,
    deployment: seed,
    sha: 'abc',
    repository: `acme/nobody-hooks-${seed}`,
  });
  const { body, headers } = sent.created(`s1-${seed}`);
  const answer = await world.ask(SERVICE, {
    method: 'POST',
    path: GITHUB_HOOK,
    body,
    headers,
  });
  return { delivery: answer.body.delivery, unmapped: deployment.id };
}
