import { requiredText } from '../../fields';
import type { ActContext } from '../../kind';
import type { Link } from '../../link';
import type { ItsmRecord } from '../../record';

/** Number of the record that stays. */
export const survivorInput = requiredText(40);

/** A duplicate is of another record of the same kind. */
export function refuseDuplicate(
  record: ItsmRecord,
  survivor: string,
  ctx: ActContext,
) {
  if (survivor === record.number) return { code: 'duplicate_of_itself' };
  const target = ctx.targets.get(survivor);
  return target && target.kind !== record.kind
    ? { code: 'duplicate_of_wrong_kind' }
    : undefined;
}

export const duplicateLink = (survivor: string): Link => ({
  role: 'duplicateOf',
  target: 'record',
  ref: survivor,
});
