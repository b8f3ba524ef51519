import { createHmac } from 'node:crypto';
import type { Config } from '@backstage/config';
import type { GithubDelivery } from './githubDelivery';

/** The configured hook that takes GitHub's webhooks. */
export interface GithubHook {
  url: string;
  secret: string;
}

/** The first hook whose source is GitHub; undefined when none is configured. */
export function readGithubHook(
  config: Config,
  itsmUrl: string,
): GithubHook | undefined {
  const hooks = config.getOptionalConfig('itsm.hooks');
  const name = hooks
    ?.keys()
    .find(key => hooks.getOptionalString(`${key}.source`) === 'github');
  return name === undefined
    ? undefined
    : {
        url: `${itsmUrl}/hooks/${name}`,
        secret: hooks!.getStringArray(`${name}.secrets`)[0],
      };
}

/** Sends a webhook with GitHub's headers, signed with the hook's newest secret. */
export async function deliverToGithubHook(
  hook: GithubHook,
  { id, event, body }: GithubDelivery,
): Promise<void> {
  const signature = createHmac('sha256', hook.secret)
    .update(body)
    .digest('hex');
  const response = await fetch(hook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/demo',
      'x-github-delivery': id,
      'x-github-event': event,
      'x-github-hook-installation-target-type': 'repository',
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  });
  if (response.status !== 202) {
    throw new Error(`The hook answered ${response.status} to a ${event}`);
  }
}
