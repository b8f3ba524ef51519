import { z } from 'zod';

/** An instant as answers have it: ISO 8601 in UTC. */
export const iso = z.iso.datetime();

/** Whatever a kind or a refusal tells of itself. */
export const fields = z.record(z.string(), z.unknown());
