import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { PRIORITY_PRESETS } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { instanceName, repositoryName } from './inbox/hookConfig';
import { resembles } from './resembles';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** GitHub sends no more. A body is held in memory, and each hook may be sent many at once. */
const MAX_BODY_BYTES = 25 * 1024 * 1024;
/** Shorter secrets can be guessed from one recorded delivery, or from one signed checkpoint. */
const MIN_SECRET_LENGTH = 16;
const GENERATE = "for example from 'openssl rand -hex 32'";

const YES = /^(true|yes|on|1)$/;

/** What a variable of the environment gives is text. */
const yesOrNo = z.union(
  [z.boolean(), z.enum(['true', 'false', 'yes', 'no', 'on', 'off', '1', '0'])],
  { error: 'must be true or false' },
);

const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    value =>
      typeof value === 'string' && value.trim() ? Number(value) : value,
    z
      .number(`must be a whole number from ${min} to ${max}`)
      .refine(
        value => Number.isInteger(value) && value >= min && value <= max,
        `must be a whole number from ${min} to ${max}`,
      ),
  );

/** As Backstage reads them: `{ hours: 1 }`, `1h` or `PT1H`. */
function duration(range: { minMs: number; maxMs: number; says: string }) {
  const example = `must be a duration such as '1h' or { hours: 1 }, ${range.says}`;
  return z.unknown().refine(value => {
    try {
      const config = new ConfigReader({ value: value as any });
      const ms = durationToMilliseconds(
        readDurationFromConfig(config, { key: 'value' }),
      );
      return ms >= range.minMs && ms <= range.maxMs;
    } catch {
      return false;
    }
  }, example);
}

const secret = z
  .string('must be text; is its environment variable set?')
  .superRefine((value, context) => {
    const { length } = value.trim();
    if (length < MIN_SECRET_LENGTH) {
      context.addIssue({
        code: 'custom',
        message: `has ${length} characters that are no spaces; use at least ${MIN_SECRET_LENGTH}, ${GENERATE}`,
      });
    }
  });

const texts = (max: number, text: z.ZodType) =>
  z.array(text, 'must be a list').max(max, `must have at most ${max} items`);

const priority = wholeNumber(1, 5).optional();
const row = z
  .strictObject({ high: priority, medium: priority, low: priority })
  .optional();

const group = z
  .string('must be text')
  .regex(
    /^(group:)?([^:/\s]+\/)?[^:/\s]+$/i,
    'must be a group; write group:default/name',
  );

const DESK_NAME = /^[a-z][a-z0-9-]{0,39}$/;
const deskTitle = z
  .string('must be text')
  .max(60, 'must have at most 60 characters')
  .regex(/\S/, 'must not be blank');

const desk = z
  .strictObject({
    title: deskTitle.optional(),
    titles: z
      .record(
        z.string().regex(/^[a-z]{2}$/, 'must be a language such as de'),
        deskTitle,
      )
      .optional(),
    groups: texts(100, group).optional(),
    confidential: yesOrNo.optional(),
  })
  .refine(
    ({ confidential, groups = [] }) =>
      groups.length > 0 || !YES.test(String(confidential)),
    'is confidential, so nobody would read its records; name the groups that work it',
  );

/** What differs by installation: which sources there are, and what modules and sources add. */
export interface ConfigExtensions {
  /** Keys of their own in `itsm.hooks.<instance>`, by the name of the source. */
  sources: ReadonlyMap<string, z.ZodRawShape>;
  /** Sections of modules, by their key under `itsm`. */
  sections: ReadonlyMap<string, z.ZodType>;
  /** Names of kinds, built in or from modules. */
  kinds: readonly string[];
}

/** One connection of a source. */
function hook(sources: ConfigExtensions['sources']) {
  const known = [...sources.keys()];
  const shared = {
    source: z.string('must name a source'),
    secrets: z
      .array(secret, 'must be a list of secrets')
      .min(1, 'is empty; give at least one secret')
      .max(10, 'must have at most 10 secrets'),
    maxBodyBytes: wholeNumber(1, MAX_BODY_BYTES).optional(),
    trustEntityRefs: yesOrNo.optional(),
    reconcile: texts(
      500,
      z
        .string('must be text')
        .regex(repositoryName, 'must be owner/name or host/owner/name'),
    ).optional(),
  };
  const named = z.looseObject({
    source: z
      .string('must name a source')
      .refine(
        name => sources.has(name),
        `must be an installed source (known: ${known.join(', ')}). Install the module that adds it, or correct the name`,
      ),
  });
  return named.pipe(
    z.any().superRefine((value, context) => {
      const own = sources.get((value as { source: string }).source) ?? {};
      const { error } = z.strictObject({ ...own, ...shared }).safeParse(value);
      for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
    }),
  );
}

/**
 * The whole section `itsm` of the configuration, with its ranges. What is not declared here, by a source or by a
 * module, stops the start: a setting that is misspelt would have no effect, and nobody would notice.
 */
export function itsmConfigSchema({
  sources,
  sections,
  kinds,
}: ConfigExtensions) {
  const modules = z.record(z.string(), yesOrNo).superRefine((on, context) => {
    for (const [name, value] of Object.entries(on)) {
      // Backends may share a file of settings: what one of them does not have is off there
      const isOff = /^(false|no|off|0)$/.test(String(value));
      const isMisspelt = kinds.some(each => resembles(name, each));
      if (kinds.includes(name) || (isOff && !isMisspelt)) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is no kind of record (known: ${kinds.join(', ')}). Correct the name, or install the module that adds the kind`,
      });
    }
  });
  const itsm = z.strictObject({
    ...Object.fromEntries(
      [...sections].map(([key, schema]) => [key, schema.optional()]),
    ),
    readOnly: yesOrNo.optional(),
    modules: modules.optional(),
    priority: z
      .strictObject({
        preset: z.enum(Object.keys(PRIORITY_PRESETS)).optional(),
        matrix: z.strictObject({ high: row, medium: row, low: row }).optional(),
      })
      .optional(),
    changes: z
      .strictObject({
        quietPeriod: duration({
          minMs: 0,
          maxMs: 30 * DAY_MS,
          says: 'from 0 to 30 days',
        }).optional(),
        separateImplementer: z
          .array(z.enum(['standard', 'normal', 'emergency']), 'must be a list')
          .optional(),
      })
      .optional(),
    incidents: z
      .strictObject({
        autoClose: duration({
          minMs: 0,
          maxMs: 365 * DAY_MS,
          says: 'from 0 (never) to 365 days',
        }).optional(),
      })
      .optional(),
    fallbackGroup: group.optional(),
    desks: z
      .record(
        z
          .string()
          .regex(
            DESK_NAME,
            "can't be the name of a desk; use a word of lower case letters, digits and dashes",
          ),
        desk,
      )
      .refine(all => Object.keys(all).length > 0, 'must have a desk')
      .optional(),
    defaultDesk: z.string('must be the name of a desk').optional(),
    mentions: z
      .strictObject({ reach: z.enum(['involved', 'everybody']).optional() })
      .optional(),
    audit: z.strictObject({ signingKey: secret.optional() }).optional(),
    hooks: z
      .record(
        z
          .string()
          .regex(
            instanceName,
            "can't be the name of a hook; use lower case letters, digits and dashes, and not 'api'",
          ),
        hook(sources),
      )
      .optional(),
    definitions: z
      .strictObject({
        files: texts(
          100,
          z.string('must be text').min(1, 'must name a file'),
        ).optional(),
        fourEyes: texts(
          50,
          z.string('must be text').min(1, 'must name a type of definitions'),
        ).optional(),
      })
      .optional(),
    outlets: z
      .strictObject({
        limit: duration({
          minMs: 1,
          maxMs: 30_000,
          says: 'above 0 and at most 30 seconds',
        }).optional(),
      })
      .optional(),
    attachments: z
      .strictObject({
        maxBytesPerRecord: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
        maxFilesPerRecord: wholeNumber(0, 1_000_000).optional(),
        maxTotalBytes: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
      })
      .optional(),
    deployments: z
      .strictObject({
        production: texts(
          100,
          z
            .string('must be text')
            .max(63, 'must have at most 63 characters')
            .regex(/\S/, 'must not be blank'),
        ).optional(),
        trustEntityRefs: yesOrNo.optional(),
        plausiblePast: duration({
          minMs: MINUTE_MS,
          maxMs: 366 * DAY_MS,
          says: 'from a minute to a year',
        }).optional(),
      })
      .optional(),
  });
  return itsm.superRefine(({ desks = { it: {} }, defaultDesk }, context) => {
    const known = Object.keys(desks);
    if (defaultDesk === undefined || known.includes(defaultDesk)) return;
    context.addIssue({
      code: 'custom',
      path: ['defaultDesk'],
      message: `must be one of the desks (known: ${known.join(', ')}). Correct the name, or add the desk`,
    });
  });
}
