import type { Config } from '@backstage/config';
import type { SourceInstance } from 'backstage-plugin-itsm-node';

/** GitHub's own limit is 25 MB; what tells of a deployment has a few kilobytes. */
export const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
/** Shorter secrets can be guessed from one recorded delivery. */
const MIN_SECRET_LENGTH = 16;
const INSTANCE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const REPOSITORY = /^([\w.-]+\/)?[\w.-]+\/[\w.-]+$/;

/** The name under which `POST /v1/deployments` reports. */
export const API_INSTANCE = 'api';

/**
 * Reads `itsm.hooks`: the configured connections of sources.
 *
 * @throws Error naming the key that is wrong, so that the backend does not start with it.
 */
export function readHooks(
  config: Config,
  knownSources: readonly string[],
): SourceInstance[] {
  const hooks = config.getOptionalConfig('itsm.hooks');
  return (hooks?.keys() ?? []).map(name =>
    readInstance(name, hooks!.getConfig(name), knownSources),
  );
}

function readInstance(
  name: string,
  config: Config,
  knownSources: readonly string[],
): SourceInstance {
  const key = `itsm.hooks.${name}`;
  const fail = (fault: string): never => {
    throw new Error(`Configuration ${key}: ${fault}`);
  };
  if (!INSTANCE_NAME.test(name) || name === API_INSTANCE) {
    fail(
      `'${name}' can't be the name of a hook; use lower case letters, digits and dashes, and not '${API_INSTANCE}'.`,
    );
  }
  const source = config.getString('source');
  if (!knownSources.includes(source)) {
    fail(
      `there is no source '${source}' (known: ${knownSources.join(', ')}). Install the module that adds it, or correct the name.`,
    );
  }
  const secrets = config.getStringArray('secrets');
  if (secrets.length === 0) fail('secrets is empty; give at least one.');
  secrets.forEach((secret, index) => {
    if (secret.length < MIN_SECRET_LENGTH) {
      fail(
        `secrets[${index}] has ${secret.length} characters; use at least ${MIN_SECRET_LENGTH}, for example from 'openssl rand -hex 32'.`,
      );
    }
  });
  const maxBodyBytes =
    config.getOptionalNumber('maxBodyBytes') ?? DEFAULT_MAX_BODY_BYTES;
  if (!Number.isInteger(maxBodyBytes) || maxBodyBytes < 1) {
    fail('maxBodyBytes must be a whole number of bytes.');
  }
  const reconcile = config.getOptionalStringArray('reconcile') ?? [];
  for (const repository of reconcile) {
    if (!REPOSITORY.test(repository)) {
      fail(`reconcile: '${repository}' is not owner/name or host/owner/name.`);
    }
  }
  return {
    name,
    source,
    secrets,
    maxBodyBytes,
    trustEntityRefs: config.getOptionalBoolean('trustEntityRefs') ?? false,
    reconcile,
  };
}
