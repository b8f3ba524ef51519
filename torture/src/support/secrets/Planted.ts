/** What a round plants, each unlike anything else. */
export interface Planted {
  /** Prove who somebody is: nowhere but in configuration and on the wire. */
  proofs: Record<string, string>;
  /** What people wrote: in records, and in no log. */
  texts: Record<string, string>;
  /** Texts that only some may read: in no other plugin's tables either. */
  whispers: Record<string, string>;
  /** The same, but part of an address, and hosts log addresses. */
  addresses: Record<string, string>;
}

/** The configuration of the backend that is planted: one for all rounds. */
export const HOOK_SECRET = 'planted-hook-secret-5f0c';
export const SIGNING_KEY = 'planted-signing-key-91ab';
export const PLANTED_CONFIG = {
  itsm: {
    hooks: { planted: { source: 'github', secrets: [HOOK_SECRET] } },
    audit: { signingKey: SIGNING_KEY },
  },
};

export const plant = (seed: number): Planted => ({
  proofs: {
    'a forged token': `planted-forged-token-${seed}`,
    'an idempotency key': `planted-key-${seed}`,
    'a cookie': `planted-cookie-${seed}`,
    'a token in a header of a webhook': `planted-gitlab-${seed}`,
    'a key in a header of a webhook': `planted-api-key-${seed}`,
    'a password in a header of a webhook': `planted-password-${seed}`,
  },
  texts: {
    'a description': `planted description ${seed}`,
    'a public comment': `planted comment ${seed}`,
    'a broken body': `planted broken ${seed}`,
    'a body that is too long': `planted too long ${seed}`,
    'what a database failed to keep': `planted failure ${seed}`,
  },
  whispers: {
    'an internal note': `planted note ${seed}`,
    'the title of a restricted record': `planted title ${seed}`,
  },
  addresses: {
    'the name of an internal file': `planted-file-${seed}.txt`,
  },
});
