import type { z } from 'zod';
import { InvalidInputError } from './errors';

/** Parses input with zod and turns its issues into a 400 with paths. @public */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 10).map(issue => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    code: issue.code,
    message: issue.message.slice(0, 200),
  }));
  const first = issues[0];
  throw new InvalidInputError(`${first.path || 'body'}: ${first.message}`, {
    issues,
  });
}
