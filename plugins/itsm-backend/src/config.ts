import type { Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { readDurationFromConfig } from '@backstage/config';
import {
  LEVELS,
  PRIORITY_PRESETS,
  type Settings,
  type PriorityMatrix,
} from 'backstage-plugin-itsm-common';

import type { Desks } from './desks/Desks';
import { readDesks } from './desks/readDesks';
import { fullRef } from './entities/EntityLookup';

/** The settings under `itsm` in app-config, once they are checked. */
export interface ItsmConfig {
  readOnly: boolean;
  settings: Omit<Settings, 'kinds'>;
  /** By the policy of the installation everybody reads what is not restricted. */
  everybodyReads: boolean;
  desks: Desks;
  isKindEnabled: (name: string) => boolean;
  /** How long an outlet may take for one entry. */
  outletLimitMs: number;
  /** Signs checkpoints; undefined makes checkpoints unsigned and says so. */
  auditSigningKey: string | undefined;
  appBaseUrl: string;
  definitions: {
    /** Paths of YAML or JSON files. */
    files: string[];
    /** Types whose drafts somebody else has to approve. */
    fourEyes: string[];
  };
}

function readMatrix(config: Config | undefined): PriorityMatrix {
  const preset = config?.getOptionalString('preset') ?? 'default';
  const own = config?.getOptionalConfig('matrix');
  const matrix = structuredClone(PRIORITY_PRESETS[preset]);
  for (const impact of LEVELS) {
    for (const urgency of LEVELS) {
      const value = own?.getOptionalNumber(`${impact}.${urgency}`);
      if (value === undefined) continue;
      matrix[impact][urgency] = value as 1 | 2 | 3 | 4 | 5;
    }
  }
  return matrix;
}

function readMillis(config: Config, key: string, fallback: number): number {
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : fallback;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function readEverybodyReads(rootConfig: Config): boolean {
  const reach = rootConfig.getOptionalString('itsm.mentions.reach');
  return reach
    ? reach === 'everybody'
    : !rootConfig.getOptionalBoolean('permission.enabled');
}

const groupOf = (name: string | undefined) =>
  name === undefined ? undefined : fullRef(name, 'group');

/** Reads what `checkConfig` has found to be right; ranges are declared in its schema. */
export function readItsmConfig(rootConfig: Config): ItsmConfig {
  const config = rootConfig.getOptionalConfig('itsm');
  const modules = config?.getOptionalConfig('modules');
  return {
    readOnly: config?.getOptionalBoolean('readOnly') ?? false,
    settings: {
      matrix: readMatrix(config?.getOptionalConfig('priority')),
      quietPeriodMs: config
        ? readMillis(config, 'changes.quietPeriod', 60 * MINUTE)
        : 60 * MINUTE,
      autoCloseMs: config
        ? readMillis(config, 'incidents.autoClose', 7 * DAY)
        : 7 * DAY,
      separateImplementer: config?.getOptionalStringArray(
        'changes.separateImplementer',
      ),
    },
    everybodyReads: readEverybodyReads(rootConfig),
    desks: readDesks(
      config,
      groupOf(config?.getOptionalString('fallbackGroup')),
    ),
    isKindEnabled: name => modules?.getOptionalBoolean(name) ?? true,
    outletLimitMs: config
      ? readMillis(config, 'outlets.limit', 20_000)
      : 20_000,
    auditSigningKey: config?.getOptionalString('audit.signingKey'),
    definitions: {
      files: config?.getOptionalStringArray('definitions.files') ?? [],
      fourEyes: config?.getOptionalStringArray('definitions.fourEyes') ?? [],
    },
    appBaseUrl: rootConfig.getOptionalString('app.baseUrl') ?? '',
  };
}
