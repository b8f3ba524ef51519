import { createHmac, randomUUID } from 'node:crypto';
import { githubDeployment } from 'itsm-harness';

/** Of each hook, the newest first: both are good while one replaces the other. */
const SECRETS = ['the-new-secret-of-a-hook', 'the-old-secret-of-a-hook'];

/** Hooks that shared backends have beside the demo's. */
export const HOOKS_CONFIG = {
  itsm: {
    hooks: {
      'signed-github': { source: 'github', secrets: SECRETS },
      'signed-generic': { source: 'generic', secrets: SECRETS },
    },
  },
};

/** A delivery's parts, before somebody signs it. */
export interface Letter {
  body: Buffer;
  /** What identifies it; not signed. */
  id: string;
}

/** How a source's senders sign. */
export interface SignedHook {
  instance: string;
  secrets: readonly string[];
  signatureHeader: string;
  idHeader: string;
  otherHeaders: Record<string, string>;
  /** That a run ended well. */
  letter(run: number, revision: string): Letter;
}

export const GITHUB: SignedHook = {
  instance: 'signed-github',
  secrets: SECRETS,
  signatureHeader: 'x-hub-signature-256',
  idHeader: 'x-github-delivery',
  otherHeaders: { 'x-github-event': 'deployment_status' },
  letter: (run, revision) => ({
    id: randomUUID(),
    body: Buffer.from(
      githubDeployment({ run, deployment: run, sha: revision }).status(
        'success',
      ).body,
    ),
  }),
};

export const GENERIC: SignedHook = {
  instance: 'signed-generic',
  secrets: SECRETS,
  signatureHeader: 'x-itsm-signature-256',
  idHeader: 'idempotency-key',
  otherHeaders: {},
  letter: (run, revision) => ({
    id: randomUUID(),
    body: Buffer.from(
      JSON.stringify({
        repository: 'acme/checkout',
        runId: String(run),
        environment: 'production',
        state: 'success',
        revision,
        at: new Date().toISOString(),
      }),
    ),
  }),
};

export const hmac = (
  secret: string,
  body: Buffer,
  algorithm = 'sha256',
): string => createHmac(algorithm, secret).update(body).digest('hex');

export const signatureOf = (secret: string, body: Buffer): string =>
  `sha256=${hmac(secret, body)}`;
