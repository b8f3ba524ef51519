import {
  kindsByName,
  type ActContext,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';

/** What the pairs and their records have in common. */
export const KINDS: Record<string, KindDefinition> = kindsByName;
export const AT = 1_795_000_000_000;
export const DAY = 86_400_000;
export const EDDIE = { type: 'user', ref: 'user:default/eddie' } as const;
export const SETTINGS: ActContext['settings'] = {
  matrix: {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 5 },
  },
  quietPeriodMs: 3_600_000,
  autoCloseMs: 3 * DAY,
  kinds: Object.keys(kindsByName),
};
