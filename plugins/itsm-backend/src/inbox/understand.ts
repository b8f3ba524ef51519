import { ItsmError } from 'backstage-plugin-itsm-common';
import type {
  DeploymentSource,
  ParsedDelivery,
  RawDelivery,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';
import type { Meaning } from './Meaning';

/** Sources are code of others: what they make of a payload is held against what they may. */
const parsedDelivery = z.strictObject({
  ignored: z.string().optional(),
  deployments: z.array(z.unknown()).optional(),
  completions: z.array(z.unknown()).optional(),
});

/** Why a delivery that no room makes anything of is ignored. */
export const NOTHING_SAID = 'says nothing that this installation files';

/** What a delivery says, to which room, or why nobody can understand it. */
export interface Understood {
  parsed: ParsedDelivery;
  /** None: it is ignored, for the reason in `parsed`. */
  meaning?: Meaning;
  /** The source failed over it. */
  fault?: Error;
}

/**
 * Parses a delivery. What has the wrong shape is ignored with the field that is wrong: it is the same at
 * the next try. Never throws.
 */
export function understand(
  source: Pick<DeploymentSource, 'parse'>,
  raw: RawDelivery,
  meanings: readonly Meaning[],
): Understood {
  try {
    const parsed = source.parse(raw);
    parsedDelivery.parse(parsed);
    const meaning = meanings.find(each => each.concerns(parsed));
    if (!meaning) {
      return { parsed: { ignored: parsed.ignored ?? NOTHING_SAID } };
    }
    meaning.check(parsed);
    return { parsed, meaning };
  } catch (error) {
    return notUnderstood(error as Error);
  }
}

/** Why something can't be filed, whenever it is tried. */
export function notUnderstood(
  error: Error,
): Understood & { parsed: { ignored: string } } {
  const { issues } = error as Partial<z.ZodError>;
  if (Array.isArray(issues) && issues.length > 0) {
    const [{ path, message }] = issues;
    const field = path.map(String).join('.').slice(0, 100) || 'body';
    const reason = `invalid shape, field ${field}: ${message}`;
    return { parsed: { ignored: reason.slice(0, 300) } };
  }
  if (error instanceof ItsmError) {
    const reason = `invalid: ${error.message}`.slice(0, 300);
    return { parsed: { ignored: reason }, fault: error };
  }
  const reason = `not understood: the source failed with ${error.name}`;
  return { parsed: { ignored: reason }, fault: error };
}
