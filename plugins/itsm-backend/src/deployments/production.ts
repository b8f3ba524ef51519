import type { Config } from '@backstage/config';

/** Environments that are production when the source does not say. */
const DEFAULT_PRODUCTION = [
  'production',
  'prod',
  'prd',
  'live',
  'production-*',
  'prod-*',
];

/**
 * Compiles `itsm.deployments.production`: names, case-insensitive, where `*` stands for any text.
 */
function compilePatterns(
  patterns: readonly string[],
): (environment: string) => boolean {
  const expressions = patterns.map(pattern => {
    const quoted = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${quoted}$`, 'i');
  });
  return environment => expressions.some(regex => regex.test(environment));
}

/** Tells production environments from others, as configured. */
export function readProduction(config: Config) {
  return compilePatterns(
    config.getOptionalStringArray('itsm.deployments.production') ??
      DEFAULT_PRODUCTION,
  );
}
