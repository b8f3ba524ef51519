import request from 'supertest';
import {
  githubHeaders,
  type GithubDelivery,
} from '../inbox/__testUtils__/githubDeliveries';
import { GITHUB_SECRET, type TestItsm } from './startItsm';

/** Sends a webhook of GitHub. */
export const send = (itsm: TestItsm, delivery: GithubDelivery) =>
  request(itsm.server)
    .post('/api/itsm/hooks/github')
    .set(githubHeaders(delivery, GITHUB_SECRET))
    .send(delivery.body);

/** Sends one that is taken, and answers the delivery as it is once the plugin has worked on it. */
export async function deliver(itsm: TestItsm, delivery: GithubDelivery) {
  const workedOn = itsm.nextDelivery();
  const { body: taken } = await send(itsm, delivery).expect(202);
  await workedOn;
  const path = `/v1/deliveries/${taken.delivery}`;
  return (await itsm.call('adam', 'get', path).expect(200)).body;
}
