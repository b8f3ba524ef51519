import {
  kindPermissions,
  MissingError,
  parseInput,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { resolveRefs } from '../entities/resolveRefs';
import type { Caller } from '../principals/Caller';
import { refuseUnknown } from './refuse';
import {
  actingFor,
  requireUpdate,
  type OnWritten,
  type Writing,
} from './actingFor';
import { numbersIn } from '../timeline/recordNumbers';
import type { Acting } from './acting';

/**
 * Changes records for a caller: input is resolved, permission is checked, and the engine's
 * transaction does the rest. Every method answers the record's number.
 */
export class RecordWriter {
  constructor(private readonly o: Writing) {}

  async create(
    caller: Caller,
    kind: KindDefinition,
    input: Record<string, any>,
    onWritten?: OnWritten,
  ): Promise<string> {
    // What the answer will need is decided while the catalog is asked.
    caller.expect(kind.name);
    await caller.require(kindPermissions(kind.name).create);
    const extra = kind.createPermission?.(input);
    if (extra && !(await caller.hasNamed([extra]))[0]) caller.denied(extra);
    const { resolved, facts } = await resolveRefs(
      this.o.entities,
      caller,
      kind.create,
      input,
    );
    const at = this.o.now();
    const targets = await this.o.reader.targets(caller, numbersIn(resolved));
    const opening = kind.open(resolved, {
      actor: caller.actor,
      at,
      policy: this.o.records.options.policy,
      targets,
    });
    refuseUnknown(opening.links?.add ?? [], targets);
    const entities: string[] = resolved.entities ?? [];
    const owner = facts
      .get(entities[0])
      ?.owners.find(ref => ref.startsWith('group:'));
    return this.o.records.transaction(async tx => {
      const record = await tx.open(kind, opening, {
        actor: caller.actor,
        at,
        channel: caller.actor.type === 'user' ? 'portal' : 'api',
        entities,
        requester: resolved.requester,
        // Routing: whoever owns what is affected works on it.
        assignmentGroup: resolved.assignmentGroup ?? owner,
      });
      await onWritten?.(tx, record.number);
      return record.number;
    });
  }

  async edit(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    input: Record<string, any>,
    ifMatch: number,
  ): Promise<string> {
    const visible = await this.o.reader.visible(caller, number, kind.name);
    requireUpdate(caller, visible);
    const { resolved } = await resolveRefs(
      this.o.entities,
      caller,
      kind.edit,
      input,
    );
    const acting = await actingFor(caller, visible, this.o.now(), ifMatch);
    await this.o.records.transaction(tx =>
      tx.edit(visible.record.id, resolved, acting),
    );
    return number;
  }

  async act(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    action: string,
    input: Record<string, any>,
    ifMatch: number,
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.o.reader.visible(caller, number, kind.name);
    const definition = Object.entries(kind.actions).find(
      ([n]) => n === action,
    )?.[1];
    if (!definition) throw new MissingError('action', action);
    const permission = definition.permission;
    if (permission && !(await caller.hasNamed([permission]))[0]) {
      caller.denied(permission);
    }
    const parsed = parseInput(definition.input, input);
    const { resolved } = await resolveRefs(
      this.o.entities,
      caller,
      definition.input,
      parsed,
    );
    const acting: Acting = {
      ...(await actingFor(caller, visible, this.o.now(), ifMatch)),
      targets: await this.o.reader.targets(caller, numbersIn(resolved)),
    };
    await this.o.records.transaction(async tx => {
      await tx.act(visible.record.id, action, resolved, acting);
      await onWritten?.(tx, number);
    });
    return number;
  }
}
