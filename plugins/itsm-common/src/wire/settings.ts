import { z } from 'zod';
import { LEVELS } from '../priority';

/** What the UI needs to know of the installation. @public */
export const settingsView = z.object({
  matrix: z.record(
    z.enum(LEVELS),
    z.record(z.enum(LEVELS), z.number().int().min(1).max(5)),
  ),
  readOnly: z.boolean(),
  kinds: z.array(
    z.object({
      name: z.string(),
      plural: z.string(),
      /** The portal's search has no records of it that are done. */
      hideClosedFromSearch: z.boolean().optional(),
    }),
  ),
  /** The desks, the default one first. */
  desks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      /** Titles in other languages, such as `de`. */
      titles: z.record(z.string(), z.string()),
      /** Its records are restricted. */
      confidential: z.boolean(),
    }),
  ),
  quietPeriodMinutes: z.number(),
  maxAttachmentBytes: z.number().int(),
  /** Basic permissions that the caller has, by name. */
  permissions: z.array(z.string()),
});
/** @public */
export type SettingsView = z.infer<typeof settingsView>;
