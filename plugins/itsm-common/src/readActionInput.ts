import type { ActContext, ActionDefinition } from './action';
import { heldInstants, refuseUnordered } from './instants';
import type { KindDefinition } from './kind';
import { parseInput } from './parseInput';
import type { ItsmRecord } from './record';

/** Parses what is told with an action, and holds people to what times can be. */
export function readActionInput(
  kind: KindDefinition,
  action: ActionDefinition,
  record: ItsmRecord,
  rawInput: unknown,
  ctx: ActContext,
) {
  const input = parseInput(action.input, rawInput ?? {});
  // What a system tells was made plausible when it arrived (ActContext), and a refusal reaches nobody
  if (ctx.capabilities.has('pipeline') || ctx.capabilities.has('system')) {
    return input;
  }
  const held = heldInstants(action.input, input, ctx.at);
  refuseUnordered(kind.instantOrders ?? [], record, held);
  return held;
}
