import {
  entityRefFields,
  InvalidInputError,
  kindPermissions,
  MissingError,
  parseInput,
  type Actor,
  type Audience,
  type Effects,
  type KindDefinition,
  type Link,
  type LinkInput,
} from 'backstage-plugin-itsm-common';
import { ROLES_OF_TARGET } from 'backstage-plugin-itsm-common';
import { addAttachment } from '../attachments/attachmentStore';
import { fullRef, type EntityLookup } from '../entities/EntityLookup';
import type { Caller } from '../principals/Caller';
import {
  mayComment,
  type AuthorizedRecords,
  type Visible,
} from './AuthorizedRecords';
import type { Records } from './Records';
import type { Acting, RecordTransaction } from './RecordTransaction';

/** Runs in the record's transaction, with the number it wrote. */
export type OnWritten = (
  tx: RecordTransaction,
  number: string,
) => Promise<void>;

/** Words of an input that look like record numbers. */
const NUMBER = /^[A-Z]{2,6}-\d{1,12}$/;

/**
 * Changes records for a caller: input is resolved, permission is checked, and the engine's
 * transaction does the rest. Every method answers the record's number.
 */
export class RecordWriter {
  constructor(
    private readonly o: {
      records: Records;
      reader: AuthorizedRecords;
      entities: EntityLookup;
      now: () => number;
    },
  ) {}

  async create(
    caller: Caller,
    kind: KindDefinition,
    input: Record<string, any>,
    onWritten?: OnWritten,
  ): Promise<string> {
    await caller.require(kindPermissions(kind.name).create);
    const extra = kind.createPermission?.(input);
    if (extra && !(await caller.hasNamed([extra]))[0]) caller.denied(extra);
    const resolved = await this.resolveRefs(caller, kind.create, input);
    const at = this.o.now();
    const opening = kind.open(resolved, {
      actor: caller.actor,
      at,
      policy: this.o.records.options.policy,
    });
    const entities: string[] = resolved.entities ?? [];
    const facts = await this.o.entities.require(entities, caller.credentials);
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
    this.requireUpdate(caller, visible);
    const resolved = await this.resolveRefs(caller, kind.edit, input);
    const acting = await this.acting(caller, visible, ifMatch);
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
    const resolved = await this.resolveRefs(caller, definition.input, parsed);
    const acting: Acting = {
      ...(await this.acting(caller, visible, ifMatch)),
      targets: await this.o.reader.targets(caller, numbersIn(resolved)),
    };
    await this.o.records.transaction(async tx => {
      await tx.act(visible.record.id, action, resolved, acting);
      await onWritten?.(tx, number);
    });
    return number;
  }

  async comment(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    comment: { text: string; audience: Audience },
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.o.reader.visible(caller, number, kind.name);
    this.requireComment(caller, visible, comment.audience);
    const acting = await this.acting(caller, visible);
    await this.o.records.transaction(async tx => {
      const ctx = await tx.context(visible.record, acting);
      const meaning: Effects & { action?: { name: string; input: object } } =
        kind.onComment?.(visible.record, comment, ctx) ?? {};
      await tx.append(
        visible.record.id,
        {
          verb: 'commented',
          audience: comment.audience,
          body: { text: comment.text },
        },
        acting,
        meaning,
      );
      if (meaning.action) {
        await tx.act(
          visible.record.id,
          meaning.action.name,
          meaning.action.input,
          {
            ...acting,
            actor: FOLLOW_UP,
            capabilities: ['system'],
          },
        );
      }
      await onWritten?.(tx, number);
    });
    return number;
  }

  async link(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    input: LinkInput,
    remove: boolean,
  ): Promise<string> {
    const visible = await this.o.reader.visible(caller, number, kind.name);
    this.requireUpdate(caller, visible);
    if (!ROLES_OF_TARGET[input.target].includes(input.role)) {
      throw new InvalidInputError(
        `The role '${input.role}' is not one of a link to a ${input.target}.`,
        { role: input.role, roles: ROLES_OF_TARGET[input.target] },
        'invalid_link_role',
      );
    }
    const link: Link = { ...input };
    if (input.target === 'entity') {
      link.ref = fullRef(input.ref);
      if (!remove)
        await this.o.entities.require([link.ref], caller.credentials);
    } else if (!remove) {
      await this.requireTarget(caller, visible, input.ref);
    }
    const acting = await this.acting(caller, visible);
    await this.o.records.transaction(tx =>
      tx.relink(
        visible.record.id,
        { add: remove ? [] : [link], remove: remove ? [link] : [] },
        acting,
      ),
    );
    return number;
  }

  async attach(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    file: {
      name: string;
      contentType: string;
      audience: Audience;
      bytes: Buffer;
    },
  ): Promise<string> {
    const visible = await this.o.reader.visible(caller, number, kind.name);
    this.requireComment(caller, visible, file.audience);
    const acting = await this.acting(caller, visible);
    await this.o.records.transaction(async tx => {
      const { id, sha256 } = await addAttachment(tx.knex, {
        ...file,
        recordId: visible.record.id,
        at: acting.at,
        by: caller.actor.ref,
      });
      const { name, contentType, audience, bytes } = file;
      await tx.append(
        visible.record.id,
        {
          verb: 'attached',
          audience,
          body: { id, name, contentType, size: bytes.length, sha256 },
        },
        acting,
      );
    });
    return number;
  }

  /** Watching is the caller's own business: no entry, no version. */
  async watch(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    watching: boolean,
  ): Promise<string> {
    const { record } = await this.o.reader.visible(caller, number, kind.name);
    const row = {
      record_id: record.id,
      role: 'watcher',
      ref: caller.actor.ref,
    };
    await this.o.records.transaction(async tx => {
      if (!watching) {
        await tx.knex('principals').where(row).delete();
        return;
      }
      const { is_open } = await tx
        .knex('records')
        .where({ id: record.id })
        .first('is_open');
      await tx
        .knex('principals')
        .insert({ ...row, kind: record.kind, is_open })
        .onConflict(['record_id', 'role', 'ref'])
        .ignore();
    });
    return number;
  }

  private async acting(
    caller: Caller,
    visible: Visible,
    ifMatch?: number,
  ): Promise<Acting> {
    return {
      actor: caller.actor,
      at: this.o.now(),
      capabilities: visible.capabilities,
      ownershipRefs: visible.kind.principals
        ? await caller.ownershipRefs()
        : [],
      ifMatch,
    };
  }

  private requireUpdate(
    caller: Caller,
    { judge, resource, kind }: Visible,
  ): void {
    if (!judge.may('update', resource)) {
      caller.denied(kindPermissions(kind.name).update.name);
    }
  }

  private requireComment(
    caller: Caller,
    visible: Visible,
    audience: Audience,
  ): void {
    const { kind, record } = visible;
    if (!mayComment(visible))
      caller.denied(kindPermissions(kind.name).update.name);
    if (audience === 'internal' && !visible.internal) {
      caller.denied('itsm.record.read.internal');
    }
    if (kind.readOnlyIn.includes(record.state)) {
      throw this.o.records.refusalOf(kind, record, { code: 'read_only' });
    }
  }

  private async requireTarget(
    caller: Caller,
    { record }: Visible,
    number: string,
  ): Promise<void> {
    const targets = await this.o.reader.targets(caller, [number]);
    if (!targets.has(number) || number === record.number) {
      throw new InvalidInputError(
        `There is no other record '${number}' that you can see.`,
        { ref: number },
        'record_not_found',
      );
    }
  }

  /** Entity refs of an input in full; people and groups must exist, as must entities. */
  private async resolveRefs(
    caller: Caller,
    schema: KindDefinition['create'],
    input: Record<string, any>,
  ): Promise<Record<string, any>> {
    const resolved = { ...input };
    const refs: string[] = [];
    for (const [field, kind] of Object.entries(entityRefFields(schema))) {
      const value = input[field];
      if (value === undefined || value === null) continue;
      resolved[field] = Array.isArray(value)
        ? [...new Set(value.map(ref => fullRef(ref, kind)))]
        : fullRef(value, kind);
      refs.push(...[resolved[field]].flat());
    }
    // A caller may name itself although the catalog does not know it.
    await this.o.entities.require(
      refs.filter(ref => ref !== caller.actor.ref),
      caller.credentials,
    );
    return resolved;
  }
}

/** Who moves a record when a rule, not a person, decides. */
export const FOLLOW_UP: Actor = { type: 'system', ref: 'system:lifecycle' };

const numbersIn = (input: Record<string, unknown>) =>
  Object.values(input).filter(
    (value): value is string => typeof value === 'string' && NUMBER.test(value),
  );
