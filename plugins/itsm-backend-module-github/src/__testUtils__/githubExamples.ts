import { ConfigReader } from '@backstage/config';
import examples from '@octokit/webhooks-examples';
import { createGithubSource } from '../githubSource';

export const source = createGithubSource(new ConfigReader({}));

/** One of the payloads that GitHub documents. */
export const example = (event: string, index: number): any =>
  structuredClone(
    (examples as any[]).find(e => e.name === event).examples[index],
  );

export const delivery = (
  event: string,
  payload: object | string,
  headers: Record<string, string> = {},
) => ({
  headers: { 'x-github-event': event, ...headers },
  body: Buffer.from(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  ),
  receivedAt: 0,
});

export const parse = (event: string, payload: object) =>
  source.parse(delivery(event, payload));
