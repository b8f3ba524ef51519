import {
  MissingError,
  parseInput,
  recordNumbersOf,
  type ActContext,
  type BulkInput,
  type BulkResult,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { resolveRefs } from '../entities/resolveRefs';
import type { Caller } from '../access/Caller';
import { resolveMentions } from '../principals/mentioned';
import { reachOf } from './reachOf';
import {
  actingFor,
  refuseMove,
  requireUpdate,
  type OnWritten,
  type Writing,
} from './actingFor';
import { runIndependently } from './runIndependently';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Visible } from './visibleRecords';
import type { Acting } from '../records/acting';

/** What is to be done to a record, with its input resolved. */
interface Change extends Pick<Acting, 'reach' | 'mentioned'> {
  apply(tx: RecordTransaction, id: string, acting: Acting): Promise<ItsmRecord>;
}

/**
 * Changes records for a caller: input is resolved, permission is checked, and the engine's
 * transaction does the rest. Every method returns the record's number.
 */
export class RecordWriter {
  constructor(private readonly options: Writing) {}

  async create(
    caller: Caller,
    kind: KindDefinition,
    input: Record<string, any>,
    onWritten?: OnWritten,
  ): Promise<string> {
    // What the answer will need is decided while the catalog is asked.
    caller.expect(kind.name);
    const extra = kind.createPermission?.(input);
    if (extra && !(await caller.hasNamed([extra]))[0]) caller.denied(extra);
    const { resolved } = await resolveRefs(
      this.options.entities,
      caller,
      kind.create,
      input,
    );
    const { desk, ...fields } = resolved;
    const { records } = this.options;
    if (desk !== undefined) records.options.desks.require(desk);
    const described = await this.described(caller, fields);
    const at = this.options.now();
    const named = recordNumbersOf(kind.create, resolved);
    const [reach, router] = await Promise.all([
      reachOf(records, caller, named),
      records.readRouter(),
    ]);
    const opens = (targets: ActContext['targets']) =>
      kind.open(described.input, {
        actor: caller.actor,
        at,
        settings: records.options.settings,
        targets,
      });
    return records.transaction(async tx => {
      const record = await tx.open(kind, opens, {
        actor: caller.actor,
        at,
        reach,
        mentioned: described.mentioned,
        channel: caller.actor.type === 'user' ? 'portal' : 'api',
        entities: resolved.entities ?? [],
        requester: resolved.requester,
        desk,
        assignmentGroup: resolved.assignmentGroup,
      });
      await onWritten?.(tx, record.number);
      return record.number;
    }, router);
  }

  async edit(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    input: Record<string, any>,
    ifMatch: number,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    requireUpdate(caller, visible);
    refuseMove(caller, visible, this.options.records.options.desks, input);
    const change = await this.editing(caller, kind, input);
    await this.write(caller, visible, change, ifMatch);
    return number;
  }

  /** The input with the mentions of its description spelled in one way, and whom they call. */
  private async described(caller: Caller, input: Record<string, any>) {
    const { description } = input;
    if (!description) return { input, mentioned: [] };
    const { text, mentioned } = await resolveMentions(
      this.options.entities,
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
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    const change = await this.action(caller, kind, action, input);
    await this.write(caller, visible, change, ifMatch, onWritten);
    return number;
  }

  /**
   * Does the same to several records, one after the other and each in a transaction of its own. The input is
   * resolved once; a record that is refused keeps none of the others.
   *
   * @throws ItsmError when nothing can be done to any of them, such as for an input of the wrong shape.
   */
  async many(
    caller: Caller,
    kind: KindDefinition,
    o: BulkInput,
  ): Promise<BulkResult['results']> {
    caller.expect(kind.name);
    const { records } = this.options;
    const change = o.action
      ? await this.action(caller, kind, o.action, o.input ?? {})
      : await this.editing(caller, kind, o.edit ?? {});
    const visible = await this.options.reader.visibleMany(
      caller,
      kind,
      o.records.map(({ number }) => number),
    );
    return runIndependently(o.records, async ({ number, version }) => {
      const found = visible.get(number);
      if (!found) throw new MissingError('record', number);
      if (!o.action) {
        requireUpdate(caller, found);
        refuseMove(caller, found, records.options.desks, o.edit ?? {});
      }
      return this.write(caller, found, change, version);
    });
  }

  private async editing(
    caller: Caller,
    kind: KindDefinition,
    input: Record<string, any>,
  ): Promise<Change> {
    const { entities } = this.options;
    const { resolved } = await resolveRefs(entities, caller, kind.edit, input);
    const texts = await this.described(caller, resolved);
    return {
      mentioned: texts.mentioned,
      apply: (tx, id, acting) => tx.edit(id, texts.input, acting),
    };
  }

  private async action(
    caller: Caller,
    kind: KindDefinition,
    action: string,
    input: Record<string, any>,
  ): Promise<Change> {
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
      this.options.entities,
      caller,
      definition.input,
      parsed,
    );
    return {
      reach: await reachOf(
        this.options.records,
        caller,
        recordNumbersOf(definition.input, resolved),
      ),
      apply: (tx, id, acting) => tx.act(id, action, resolved, acting),
    };
  }

  private async write(
    caller: Caller,
    visible: Visible,
    { apply, ...more }: Change,
    ifMatch: number,
    onWritten?: OnWritten,
  ): Promise<ItsmRecord> {
    const { records, now } = this.options;
    const acting: Acting = {
      ...(await actingFor(caller, visible, now(), ifMatch)),
      facts: await records.readFacts(visible.kind, visible.record),
      ...more,
    };
    return records.transactionOn(visible.record.id, async tx => {
      const record = await apply(tx, visible.record.id, acting);
      await onWritten?.(tx, record.number);
      return record;
    });
  }
}
