import {
  kindPermissions,
  MissingError,
  parseInput,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { resolveRefs } from '../entities/resolveRefs';
import type { Caller } from '../principals/Caller';
import { resolveMentions } from '../principals/mentioned';
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
    const described = await this.described(caller, resolved);
    const at = this.o.now();
    const targets = await this.o.reader.targets(caller, numbersIn(resolved));
    const opening = kind.open(described.input, {
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
        mentioned: described.mentioned,
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
    const texts = await this.described(caller, resolved);
    const acting: Acting = {
      ...(await actingFor(caller, visible, this.o.now(), ifMatch)),
      mentioned: texts.mentioned,
    };
    await this.o.records.transaction(tx =>
      tx.edit(visible.record.id, texts.input, acting),
    );
    return number;
  }

  /** The input with the mentions of its description spelled in one way, and whom they call. */
  private async described(caller: Caller, input: Record<string, any>) {
    const { description } = input;
    if (!description) return { input, mentioned: [] };
    const { text, mentioned } = await resolveMentions(
      this.o.entities,
      caller,
      description,
    );
    return { input: { ...input, description: text }, mentioned };
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
