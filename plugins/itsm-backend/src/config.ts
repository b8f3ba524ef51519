import type { Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { readDurationFromConfig } from '@backstage/config';
import {
  LEVELS,
  PRIORITY_PRESETS,
  type Policy,
  type PriorityMatrix,
} from 'backstage-plugin-itsm-common';

import { fullRef } from './entities/EntityLookup';

/** The settings under `itsm` in app-config, checked on start-up. */
export interface ItsmConfig {
  readOnly: boolean;
  policy: Omit<Policy, 'kinds'>;
  /** By the policy of the installation everybody reads what is not restricted. */
  everybodyReads: boolean;
  /** Full ref of the group that works on what has no owner. */
  fallbackGroup: string | undefined;
  isKindEnabled: (name: string) => boolean;
  /** How long an outlet may take for one entry. */
  outletLimitMs: number;
  /** Signs checkpoints; undefined makes checkpoints unsigned and says so. */
  auditSigningKey: string | undefined;
  appBaseUrl: string;
}

function readMatrix(config: Config | undefined): PriorityMatrix {
  const preset = config?.getOptionalString('preset') ?? 'default';
  const base = PRIORITY_PRESETS[preset];
  if (!base) {
    throw new Error(
      `itsm.priority.preset: '${preset}' is not one of ${Object.keys(PRIORITY_PRESETS).join(', ')}`,
    );
  }
  const own = config?.getOptionalConfig('matrix');
  const matrix = structuredClone(base);
  for (const impact of LEVELS) {
    for (const urgency of LEVELS) {
      const value = own?.getOptionalNumber(`${impact}.${urgency}`);
      if (value === undefined) continue;
      if (![1, 2, 3, 4, 5].includes(value)) {
        throw new Error(
          `itsm.priority.matrix.${impact}.${urgency}: ${value} is not a priority from 1 to 5`,
        );
      }
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

const REACHES = ['involved', 'everybody'];

function readEverybodyReads(rootConfig: Config): boolean {
  const isOpen = !rootConfig.getOptionalBoolean('permission.enabled');
  const reach =
    rootConfig.getOptionalString('itsm.mentions.reach') ??
    REACHES[isOpen ? 1 : 0];
  if (!REACHES.includes(reach)) {
    throw new Error(
      `itsm.mentions.reach: '${reach}' is not one of ${REACHES.join(', ')}`,
    );
  }
  return reach === 'everybody';
}

const LONGEST_OUTLET_LIMIT_MS = 30_000;

function readOutletLimit(config: Config | undefined): number {
  const ms = config ? readMillis(config, 'outlets.limit', 20_000) : 20_000;
  if (!(ms > 0 && ms <= LONGEST_OUTLET_LIMIT_MS)) {
    throw new Error('itsm.outlets.limit: it is above 0 and at most 30 seconds');
  }
  return ms;
}

function readFallbackGroup(config: Config | undefined): string | undefined {
  const key = 'fallbackGroup';
  const value = config?.getOptionalString(key);
  if (value === undefined) return undefined;
  const isRef = /^(group:)?([^:/\s]+\/)?[^:/\s]+$/i.test(value);
  if (isRef) return fullRef(value, 'group');
  throw new Error(
    `itsm.${key}: '${value}' is not a group; write group:default/name`,
  );
}

/** @throws Error naming the key that is wrong; the backend does not start with a bad policy. */
export function readItsmConfig(rootConfig: Config): ItsmConfig {
  const config = rootConfig.getOptionalConfig('itsm');
  const modules = config?.getOptionalConfig('modules');
  return {
    readOnly: config?.getOptionalBoolean('readOnly') ?? false,
    policy: {
      matrix: readMatrix(config?.getOptionalConfig('priority')),
      quietPeriodMs: config
        ? readMillis(config, 'changes.quietPeriod', 60 * MINUTE)
        : 60 * MINUTE,
      autoCloseMs: config
        ? readMillis(config, 'incidents.autoClose', 7 * DAY)
        : 7 * DAY,
    },
    everybodyReads: readEverybodyReads(rootConfig),
    fallbackGroup: readFallbackGroup(config),
    isKindEnabled: name => modules?.getOptionalBoolean(name) ?? true,
    outletLimitMs: readOutletLimit(config),
    auditSigningKey: config?.getOptionalString('audit.signingKey'),
    appBaseUrl: rootConfig.getOptionalString('app.baseUrl') ?? '',
  };
}
