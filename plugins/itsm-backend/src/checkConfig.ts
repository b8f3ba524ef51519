import type { Config } from '@backstage/config';
import type { z } from 'zod';
import { itsmConfigSchema, type ConfigExtensions } from './configSchema';

/** `itsm.hooks.github.secrets[0]`, as people find it in app-config. */
const pathOf = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`,
    'itsm',
  );

/** One sentence for each thing that is wrong. Values are never shown: they may be secrets. */
function faultsOf(issue: z.core.$ZodIssue): string[] {
  const path = pathOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        key =>
          `${path}.${key}: there is no such setting. Correct its name, remove it, or install the module that reads it.`,
      );
    case 'invalid_key':
      return [`${path}: ${issue.issues[0]?.message ?? issue.message}.`];
    default:
      return [`${path}: ${issue.message.replace(/^Invalid \w+: /, '')}.`];
  }
}

/**
 * Holds the section `itsm` against its schema.
 *
 * @throws Error naming every setting that is unknown or out of range, and what to do about it; the backend does not
 *   start.
 */
export function checkConfig(
  config: Config,
  extensions: ConfigExtensions,
): void {
  const section = config.getOptional('itsm') ?? {};
  const { error } = itsmConfigSchema(extensions).safeParse(section);
  if (!error) return;
  const faults = error.issues.flatMap(faultsOf);
  throw new Error(
    ['The configuration has to be corrected:', ...faults].join('\n- '),
  );
}
