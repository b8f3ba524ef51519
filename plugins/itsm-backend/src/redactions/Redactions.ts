import {
  InvalidInputError,
  MissingError,
  recordRedactPermission,
  type Audience,
  type Entry,
  type ItsmRecord,
  type KindDefinition,
  type RedactionInput,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { removeAttachment } from '../attachments/attachmentStore';
import type { Caller } from '../access/Caller';
import { actingFor, type OnWritten, type Writing } from '../callers/actingFor';
import { changedFields } from '../timeline/changedFields';
import { decodeEntry } from '../timeline/entryChain';
import {
  bodyWithout,
  broughtBy,
  changeIn,
  isFreshlyBy,
  isRedactable,
  readEntries,
  replaceContents,
  writtenBy,
} from '../timeline/redaction';

/** What is to be taken back, and what stays of it. */
interface Plan {
  what: 'comment' | 'file' | 'field';
  /** Undefined for a file whose entry was erased with a person. */
  entry?: Entry;
  audience: Audience;
  /** What brought it: its writer may take it back. */
  writtenIn?: Entry;
  bodies: Map<Entry, Record<string, unknown>>;
  attachment?: string;
}

/**
 * Takes back what should never have been written: a comment in all its versions, the old value of a field,
 * or a file. Content and salt go and hashes stay, so the chain holds; an entry says who did it.
 */
export class Redactions {
  constructor(private readonly options: Writing) {}

  /**
   * Returns the record's number.
   *
   * @throws MissingError for an entry that the caller may not see, NotPermittedError for whoever is neither
   *   its author of the last 15 minutes nor allowed by `itsm.record.redact`, LifecycleError when there is
   *   nothing left to take back or the record still says it
   */
  async redact(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    input: RedactionInput,
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    const [isAdministrator] = await caller.has([recordRedactPermission]);
    const acting = await actingFor(caller, visible, this.options.now());
    const { at, actor } = acting;
    await this.options.records.transaction(async tx => {
      const record = await tx.hold(visible.record.id);
      const plan = record && (await this.plan(tx.knex, kind, record, input));
      if (
        !record ||
        !plan ||
        (plan.audience === 'internal' && !visible.internal)
      ) {
        throw new MissingError(
          input.attachment ? 'attachment' : 'entry',
          input.attachment ?? input.entry ?? '',
        );
      }
      const { writtenIn } = plan;
      const isAuthor = isFreshlyBy(
        actor.ref,
        writtenIn && writtenBy(writtenIn),
        at,
      );
      if (!isAdministrator && !isAuthor) {
        caller.denied(
          recordRedactPermission.name,
          'Its author can redact this for 15 minutes, and after that an administrator.',
        );
      }
      if (plan.bodies.size === 0 && !plan.attachment) {
        throw this.options.records.refusalOf(kind, record, {
          code: 'already_redacted',
        });
      }
      const { attachment, bodies } = plan;
      if (attachment) await removeAttachment(tx.knex, attachment);
      const by = { by: actor.ref, at };
      const remains = await replaceContents(tx.knex, bodies, by);
      await tx.append(
        record.id,
        {
          verb: 'redacted',
          audience: plan.audience,
          body: {
            of: plan.entry?.id,
            what: plan.what,
            field: input.field,
            reason: input.reason,
            remains,
          },
        },
        acting,
      );
      // First answers say it too: a repeat reads the record as it is now instead.
      await tx
        .knex('idempotency')
        .where({ record_number: number })
        .update({ status: null, body: null, lease_until: 0 });
      await onWritten?.(tx, number);
    });
    return number;
  }

  private async plan(
    trx: Knex.Transaction,
    kind: KindDefinition,
    record: ItsmRecord,
    { entry: id, attachment, field }: RedactionInput,
  ): Promise<Plan | undefined> {
    if (attachment) return planOfFile(trx, record, attachment);
    const row = await trx('entries')
      .where({ id, record_id: record.id })
      .first();
    if (!row) return undefined;
    const entry = decodeEntry(row);
    if (entry.verb === 'commented') return planOfComment(trx, entry);
    if (entry.verb === 'attached' && entry.body.id) {
      return planOfFile(trx, record, String(entry.body.id), entry);
    }
    if (entry.verb === 'edited' && entry.actor) {
      return this.planOfField(trx, kind, record, entry, field);
    }
    throw new InvalidInputError(
      'Only a comment, a file or the old value of a field can be redacted.',
      { verb: entry.verb },
      'not_redactable',
    );
  }

  /** The value goes from every edit that shows it, before or after the arrow. */
  private async planOfField(
    trx: Knex.Transaction,
    kind: KindDefinition,
    record: ItsmRecord,
    entry: Entry,
    field: string | undefined,
  ): Promise<Plan> {
    const change = field === undefined ? undefined : changeIn(entry, field);
    if (field === undefined || !change) {
      const fields = Object.keys((entry.body.fields ?? {}) as object);
      throw new InvalidInputError(
        `field: name one of ${fields.join(', ')}, whose old value is to go.`,
        { fields },
        'field_required',
      );
    }
    const [value] = change;
    const plan = { what: 'field' as const, entry, audience: entry.audience };
    if (!isRedactable(value)) return { ...plan, bodies: new Map() };
    // As the timeline would tell of it: instants are written there in another way than they are stored
    const empty = { ...record, [field]: undefined, data: {} };
    const now = changedFields(kind, empty, record)[field]?.[1];
    if (JSON.stringify(now) === JSON.stringify(value)) {
      throw this.options.records.refusalOf(kind, record, {
        code: 'value_is_current',
        params: { field },
      });
    }
    const history = await readEntries(trx, record.id, ['created', 'edited']);
    const bodies: Plan['bodies'] = new Map();
    for (const each of history) {
      const body = bodyWithout(each, field, value);
      if (body) bodies.set(each, body);
    }
    const writtenIn = broughtBy(history, entry, field);
    return { ...plan, bodies, writtenIn };
  }
}

async function planOfComment(
  trx: Knex.Transaction,
  entry: Entry,
): Promise<Plan> {
  const rows = await trx('entries')
    .where({ amends: entry.id })
    .whereNotNull('content');
  const versions = [entry, ...rows.map(decodeEntry)].filter(
    ({ actor, body }) => actor && !body.redacted,
  );
  return {
    what: 'comment',
    entry,
    audience: entry.audience,
    writtenIn: entry,
    bodies: new Map(
      versions.map(each => [each, each.body.of ? { of: each.body.of } : {}]),
    ),
  };
}

async function planOfFile(
  trx: Knex.Transaction,
  record: ItsmRecord,
  id: string,
  known?: Entry,
): Promise<Plan | undefined> {
  const file = await trx('attachments')
    .where({ id, record_id: record.id })
    .first('audience');
  const entry =
    known ??
    (await readEntries(trx, record.id, ['attached'])).find(
      ({ body }) => body.id === id,
    );
  if (!file && !entry) return undefined;
  return {
    what: 'file',
    entry,
    audience: file?.audience ?? entry!.audience,
    writtenIn: entry,
    bodies: new Map(entry && !entry.body.redacted ? [[entry, { id }]] : []),
    attachment: file && id,
  };
}
