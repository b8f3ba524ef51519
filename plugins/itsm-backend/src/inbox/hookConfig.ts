import type { Config } from '@backstage/config';
import type { SourceInstance } from 'backstage-plugin-itsm-node';

/** What tells of a deployment has a few kilobytes. */
export const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** The name under which `POST /v1/deployments` reports. */
export const API_INSTANCE = 'api';
/** Names in `/api/itsm/hooks/<name>`. */
export const instanceName = new RegExp(
  `^(?!${API_INSTANCE}$)[a-z0-9][a-z0-9-]{0,62}$`,
);
/** `owner/name` or `host/owner/name`. */
export const repositoryName = /^([\w.-]+\/)?[\w.-]+\/[\w.-]+$/;

/** Reads `itsm.hooks`, the configured connections of sources, as `checkConfig` has found them to be right. */
export function readHooks(config: Config): SourceInstance[] {
  const hooks = config.getOptionalConfig('itsm.hooks');
  return (hooks?.keys() ?? []).map(name =>
    readInstance(name, hooks!.getConfig(name)),
  );
}

const readInstance = (name: string, config: Config): SourceInstance => ({
  name,
  source: config.getString('source'),
  secrets: config.getStringArray('secrets'),
  maxBodyBytes:
    config.getOptionalNumber('maxBodyBytes') ?? DEFAULT_MAX_BODY_BYTES,
  trustEntityRefs: config.getOptionalBoolean('trustEntityRefs') ?? false,
  reconcile: config.getOptionalStringArray('reconcile') ?? [],
});
