import { LifecycleError, NotPermittedError } from './errors';
import type { Refusal } from './errors';
import type {
  ActContext,
  ActionDefinition,
  Capability,
  Effects,
  TimerChange,
} from './action';
import type { KindDefinition } from './kind';
import type { Link } from './link';
import { kindPermissions, type KindPermissions } from './permissions';
import { readActionInput } from './readActionInput';
import type { ItsmRecord, RecordPatch } from './record';
import type { EntryDraft } from './timeline';

/** The next record, and all that is to be committed with it. @public */
export interface Outcome {
  record: ItsmRecord;
  entries: EntryDraft[];
  links: { add: Link[]; remove: Link[] };
  timers: TimerChange[];
}

/** An action that a record offers, as the client sees it. @public */
export interface OfferedAction {
  name: string;
  refused?: Refusal;
}

/** Where the record is in the lifecycle that the action moves. */
function stateFor(
  kind: KindDefinition,
  action: ActionDefinition,
  record: ItsmRecord<any>,
): string {
  return action.lifecycle
    ? stateIn(kind, action.lifecycle, record)
    : record.state;
}

/**
 * Where a record is in a second lifecycle of its kind.
 *
 * @public
 */
export function stateIn(
  kind: KindDefinition,
  lifecycle: string,
  record: ItsmRecord<any>,
): string {
  return (
    record.data[lifecycle] ?? Object.keys(kind.lifecycles?.[lifecycle] ?? {})[0]
  );
}

/**
 * Whether the record is where the action begins, whoever asks.
 *
 * @public
 */
export function isPossible(
  kind: KindDefinition,
  action: ActionDefinition,
  record: ItsmRecord,
): boolean {
  if (action.lifecycle && kind.readOnlyIn.includes(record.state)) return false;
  return (
    action.from.includes(stateFor(kind, action, record)) &&
    (!action.when || action.when(record))
  );
}

function mayPerform(action: ActionDefinition, ctx: ActContext): boolean {
  return action.who.some(capability => ctx.capabilities.has(capability));
}

/** The permissions that make a caller an agent, an approver or a manager, as docs/permissions.md says. */
const VERB_OF: Partial<Record<Capability, keyof KindPermissions>> = {
  agent: 'act',
  approver: 'approve',
  manager: 'override',
};

/**
 * Name of the permission that an action needs; undefined where being somebody (its requester, a
 * timer) is what counts.
 *
 * @public
 */
export function actionPermission(
  kind: KindDefinition,
  action: string,
): string | undefined {
  const verb = kind.actions[action].who
    .map(capability => VERB_OF[capability])
    .find(Boolean);
  return verb && kindPermissions(kind.name)[verb].name;
}

/**
 * The actions that lifecycle and capabilities allow in the record's state. Those that a rule
 * refuses for now are listed with the reason; those that the caller may never do are left out.
 *
 * @public
 */
export function offeredActions(
  kind: KindDefinition,
  record: ItsmRecord,
  ctx: ActContext,
): OfferedAction[] {
  const offered: OfferedAction[] = [];
  for (const [name, action] of Object.entries(kind.actions)) {
    if (!isPossible(kind, action, record) || !mayPerform(action, ctx)) continue;
    const refused = action.refuse?.(record, ctx);
    offered.push(refused ? { name, refused } : { name });
  }
  return offered;
}

/**
 * Whether somebody outside can ever perform it. What only timers, follow-ups and sources of
 * deployments do is no operation of the API and offered nowhere.
 *
 * @public
 */
export function isForCallers(action: ActionDefinition): boolean {
  return action.who.some(who => who !== 'system' && who !== 'pipeline');
}

/**
 * Whether it can be done to several records at once. A decision of an approver cannot, nor a step of a
 * second lifecycle, such as that of a major incident: they are about what one record says.
 *
 * @public
 */
export function isForMany(action: ActionDefinition): boolean {
  return (
    isForCallers(action) &&
    !action.lifecycle &&
    action.who.some(who => who !== 'approver')
  );
}

/** Names of the actions that the lifecycle has for callers in this state, whoever asks. @public */
export function lifecycleActions(
  kind: KindDefinition,
  record: ItsmRecord,
): string[] {
  return Object.keys(kind.actions).filter(
    name =>
      isForCallers(kind.actions[name]) &&
      isPossible(kind, kind.actions[name], record),
  );
}

/** Applies a patch, re-derives columns and advances version and updatedAt. @public */
export function advance(
  kind: KindDefinition,
  record: ItsmRecord,
  patch: RecordPatch,
  ctx: Pick<ActContext, 'at' | 'settings'>,
): ItsmRecord {
  const patched: ItsmRecord = {
    ...record,
    ...patch,
    data: { ...record.data, ...patch.data },
    version: record.version + 1,
    updatedAt: Math.max(ctx.at, record.updatedAt),
  };
  return { ...patched, ...kind.derive?.(patched, ctx.settings) };
}

/**
 * Performs an action. Pure: time, actor, policy and links are arguments.
 *
 * @throws LifecycleError (409) when the state has no such action or a rule refuses it,
 *   NotPermittedError (403) when the caller has none of the needed capabilities,
 *   InvalidInputError (400) when the input is not of the action's shape.
 * @public
 */
export function act(
  kind: KindDefinition,
  record: ItsmRecord,
  name: string,
  rawInput: unknown,
  ctx: ActContext,
): Outcome {
  const action = Object.prototype.hasOwnProperty.call(kind.actions, name)
    ? kind.actions[name]
    : undefined;
  if (!action || !isPossible(kind, action, record)) {
    throw new LifecycleError(
      `'${name}' is not possible while ${record.number} is ${record.state}.`,
      {
        code: 'illegal_transition',
        params: { action: name, state: record.state },
      },
      lifecycleActions(kind, record),
    );
  }
  if (!mayPerform(action, ctx)) {
    throw new NotPermittedError(
      actionPermission(kind, name) ?? `itsm.${kind.name}.act`,
      `You are not among those who may ${name} ${record.number} (${action.who.join(', ')}).`,
    );
  }
  const input = readActionInput(kind, action, record, rawInput, ctx);
  const refused =
    action.refuse?.(record, ctx) ?? action.refuseInput?.(record, input, ctx);
  if (refused) {
    throw new LifecycleError(
      `${record.number} refuses '${name}': ${refused.code}.`,
      refused,
      lifecycleActions(kind, record),
    );
  }
  const from = stateFor(kind, action, record);
  const moved = targetState(action, from, record, input);
  const { lifecycle } = action;
  const to = lifecycle ? record.state : moved;
  const effects: Effects = action.apply?.(record, input, ctx) ?? {};
  const next = advance(
    kind,
    record,
    {
      ...effects.patch,
      ...(lifecycle && {
        data: { ...effects.patch?.data, [lifecycle]: moved },
      }),
      state: to,
      // Resolved is done for clocks, yet not closed
      ...(kind.readOnlyIn.includes(to) &&
        record.closedAt === null && { closedAt: ctx.at }),
    },
    ctx,
  );
  return {
    record: next,
    entries: [
      {
        verb: action.verb ?? 'moved',
        audience: action.audience ?? 'public',
        body: {
          action: name,
          ...movement(lifecycle, from, moved),
          ...effects.body,
        },
      },
      ...(effects.entries ?? []),
    ],
    links: {
      add: effects.links?.add ?? [],
      remove: effects.links?.remove ?? [],
    },
    timers: effects.timers ?? [],
  };
}

/** A second lifecycle is a field to whoever follows states. */
function movement(lifecycle: string | undefined, from: string, to: string) {
  if (from === to) return {};
  return lifecycle ? { fields: { [lifecycle]: [from, to] } } : { from, to };
}

function targetState(
  action: ActionDefinition,
  from: string,
  record: ItsmRecord,
  input: unknown,
): string {
  if (action.route) return action.route(record, input);
  return typeof action.to === 'string' ? action.to : from;
}

/** True while somebody still has to do something about the record. @public */
export function isOpen(kind: KindDefinition, state: string): boolean {
  return kind.states[state].phase !== 'done';
}

/** The rows of a kind's lifecycle, for docs and for the table test. @public */
export function lifecycleRows(
  kind: KindDefinition,
): { action: string; from: string; to: string; who: readonly string[] }[] {
  return Object.entries(kind.actions).flatMap(([action, definition]) =>
    definition.from.flatMap(from =>
      [definition.to ?? from].flat().map(to => ({
        action,
        from,
        to,
        who: definition.who,
      })),
    ),
  );
}
