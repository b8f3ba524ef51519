import type { Config } from '@backstage/config';
import type {
  DeploymentSource,
  SourceInstance,
} from 'backstage-plugin-itsm-node';
import { requireUnique } from '../requireUnique';
import type { Hook } from './Hook';

/** What tells of a deployment has a few kilobytes. */
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** The name under which `POST /v1/deployments` reports. */
export const API_INSTANCE = 'api';
/** Names in `/api/itsm/hooks/<name>`. */
export const instanceName = new RegExp(
  `^(?!${API_INSTANCE}$)[a-z0-9][a-z0-9-]{0,62}$`,
);
/** `owner/name` or `host/owner/name`. */
export const repositoryName = /^([\w.-]+\/)?[\w.-]+\/[\w.-]+$/;

/**
 * Sources by their name.
 *
 * @throws Error for two of one name: which of them understands a hook would depend on the order of modules
 */
export function sourcesByName(
  all: readonly DeploymentSource[],
): ReadonlyMap<string, DeploymentSource> {
  requireUnique(
    'sources',
    all.map(({ name }) => name),
    'Remove one of the modules that add it, or rename its source.',
  );
  return new Map(all.map(source => [source.name, source]));
}

/** The hooks of `itsm.hooks`, as `checkConfig` has found them to be right, by name. */
export const configuredHooks = (
  config: Config,
  sources: ReadonlyMap<string, DeploymentSource>,
): ReadonlyMap<string, Hook> =>
  new Map(
    readHooks(config).map(instance => [
      instance.name,
      { instance, source: sources.get(instance.source)! },
    ]),
  );

/** Reads `itsm.hooks`, the configured connections of sources. */
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
