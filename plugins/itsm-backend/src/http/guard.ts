import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Caller } from '../access/Caller';

/**
 * Who may call an operation. The mount asks for a basic permission (of `anyOf`: for one of them) before
 * anything else happens. Where records decide, the abilities of the caller do: `byRecord` only says so in the
 * document. What is delegated may also be called by those to whom it is. Every signed-in caller may call what is
 * open to `everybody`.
 */
export type Guard =
  | BasicPermission
  | { anyOf: readonly [BasicPermission, ...BasicPermission[]] }
  | { byRecord: string }
  | DelegatedGuard
  | 'everybody';

/** The permission is needed by those to whom nobody has delegated what the path names. */
interface DelegatedGuard {
  basic: BasicPermission;
  isDelegated(
    caller: Caller,
    params: Readonly<Record<string, string>>,
  ): Promise<boolean>;
}

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
  params: Readonly<Record<string, string>>,
): Promise<void> {
  if (guard === 'everybody' || isByRecord(guard)) return;
  if ('isDelegated' in guard) {
    const [isGranted] = await caller.has([guard.basic]);
    if (isGranted || (await guard.isDelegated(caller, params))) return;
    caller.denied(guard.basic.name);
  }
  await caller.require(...basicOf(guard));
}

function basicOf(guard: Exclude<Guard, 'everybody' | { byRecord: string }>) {
  if ('anyOf' in guard) return guard.anyOf;
  return 'isDelegated' in guard ? ([guard.basic] as const) : ([guard] as const);
}
