import type { Config } from '@backstage/config';
import { fullRef } from '../entities/EntityLookup';
import { DEFAULT_DESK, Desks, type Desk } from './Desks';

/** Reads the desks that `checkConfig` has found to be right. */
export function readDesks(
  config: Config | undefined,
  fallbackGroup: string | undefined,
): Desks {
  const configured = config?.getOptionalConfig('desks');
  const all = configured?.keys().map(name => {
    const desk = configured.getOptionalConfig(name);
    return {
      name,
      title: desk?.getOptionalString('title') ?? name.toUpperCase(),
      titles: desk?.getOptional<Desk['titles']>('titles') ?? {},
      groups: (desk?.getOptionalStringArray('groups') ?? []).map(group =>
        fullRef(group, 'group'),
      ),
      confidential: desk?.getOptionalBoolean('confidential') ?? false,
    };
  }) ?? [DEFAULT_DESK];
  const first = config?.getOptionalString('defaultDesk') ?? all[0].name;
  return new Desks(
    [...all].sort(
      (a, b) => Number(b.name === first) - Number(a.name === first),
    ),
    fallbackGroup,
  );
}
