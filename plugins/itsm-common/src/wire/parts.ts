import { z } from 'zod';

/** An instant as answers have it: ISO 8601 in UTC. */
export const iso = z.iso.datetime();

/**
 * Channels of Backstage signals that say, with an empty message, that this answer may have changed. They are
 * for this caller alone, and good for about an hour: each answer brings new ones. Absent where nothing is told.
 */
export const signalChannels = z.array(z.string()).optional();

/** Whatever a kind or a refusal tells of itself. */
export const fields = z.record(z.string(), z.unknown());
