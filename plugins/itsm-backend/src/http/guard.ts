import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Caller } from '../access/Caller';

/**
 * Who may call an operation. The mount asks for a basic permission (of `anyOf`: for one of them) before
 * anything else happens. Where records decide, the abilities of the caller do: `byRecord` only says so in the
 * document. Every signed-in caller may call what is open to `everybody`.
 */
export type Guard =
  | BasicPermission
  | { anyOf: readonly [BasicPermission, ...BasicPermission[]] }
  | { byRecord: string }
  | 'everybody';

/** Records decide who may call it, one by one. */
export const isByRecord = (guard: Guard): guard is { byRecord: string } =>
  guard !== 'everybody' && 'byRecord' in guard;

/** The guard in the words of the document. */
export function guardName(guard: Guard): string {
  if (guard === 'everybody') return 'none: every signed-in caller';
  if (isByRecord(guard)) return guard.byRecord;
  return basicOf(guard)
    .map(({ name }) => name)
    .join(', or ');
}

/** @throws NotPermittedError for a basic permission that the policy does not grant. */
export async function requireGuard(
  caller: Caller,
  guard: Guard,
): Promise<void> {
  if (guard === 'everybody' || isByRecord(guard)) return;
  await caller.require(...basicOf(guard));
}

const basicOf = (guard: Exclude<Guard, 'everybody' | { byRecord: string }>) =>
  'anyOf' in guard ? guard.anyOf : ([guard] as const);
