import type { Refusal } from '../../errors';
import { recordNumber } from '../../fields';
import type { ActContext } from '../../action';
import type { Link, LinkedRecord } from '../../link';
import type { ItsmRecord } from '../../record';

/** Number of the record that stays. */
export const survivorInput = recordNumber;

type Target = NonNullable<LinkedRecord['record']>;

/**
 * A duplicate is of another record of the same kind, and of one that does stay: two that end as duplicates
 * of each other leave nobody with the work.
 */
export function refuseDuplicate(
  record: ItsmRecord,
  survivor: string,
  ctx: ActContext,
  stays: (target: Target) => boolean,
): Refusal | undefined {
  if (survivor === record.number) return { code: 'duplicate_of_itself' };
  const target = ctx.targets.get(survivor);
  if (!target) return undefined;
  if (target.kind !== record.kind) return { code: 'duplicate_of_wrong_kind' };
  return stays(target)
    ? undefined
    : { code: 'duplicate_of_ended', params: { ref: survivor } };
}

export const duplicateLink = (survivor: string): Link => ({
  role: 'duplicateOf',
  target: 'record',
  ref: survivor,
});
