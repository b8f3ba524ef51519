import {
  kindPermissions,
  mentionsIn,
  MissingError,
  StaleVersionError,
  type Audience,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import {
  requireRoom,
  type AttachmentQuota,
} from '../attachments/attachmentQuota';
import { addAttachment } from '../attachments/attachmentStore';
import type { Caller } from '../access/Caller';
import { resolveMentions } from '../principals/mentioned';
import { foldText } from '../search/publicWords';
import { currentText, readComment } from '../timeline/amendments';
import type { Acting } from '../records/acting';
import { answer, comment } from '../records/answer';
import { actingFor, type OnWritten, type Writing } from './actingFor';
import { copiesOf } from '../records/recordRow';
import { mayComment, type Visible } from './visibleRecords';

/**
 * What people add to a record around its fields: comments, files and watching. None of it
 * needs the version that was read, and none of it raises the version by itself. Every method
 * returns the record's number.
 */
export class RecordCollaboration {
  constructor(private readonly options: Writing & { quota: AttachmentQuota }) {}

  async comment(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    said: { text: string; audience: Audience },
    onWritten?: OnWritten,
  ): Promise<string> {
    const { audience } = said;
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    this.requireComment(caller, visible, audience);
    const { text, mentioned } = await this.mentions(caller, said.text);
    const acting: Acting = {
      ...(await actingFor(caller, visible, this.options.now())),
      mentioned,
      // Before the record is locked: it takes time
      folded: audience === 'public' ? foldText(text) : undefined,
    };
    await this.options.records.transactionOn(visible.record.id, async tx => {
      await comment(tx, visible.record.id, { text, audience }, acting);
      await onWritten?.(tx, number);
    });
    return number;
  }

  /**
   * Says a comment anew. `version` is the `seq` of the version that the caller has seen.
   *
   * @throws MissingError for a comment that the caller may not see, NotPermittedError for one of
   *   somebody else, StaleVersionError when there is a newer version
   */
  async amend(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    amendment: { comment: string; text: string; version: number },
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    const { text, mentioned } = await this.mentions(caller, amendment.text);
    const acting = await actingFor(caller, visible, this.options.now());
    await this.options.records.transactionOn(visible.record.id, async tx => {
      const record = await tx.hold(visible.record.id);
      const line = await readComment(
        tx.knex,
        visible.record.id,
        amendment.comment,
      );
      if (
        !record ||
        !line ||
        (line.audience === 'internal' && !visible.internal)
      )
        throw new MissingError('comment', amendment.comment);
      if (line.actor?.ref !== caller.actor.ref) {
        caller.denied(
          kindPermissions(kind.name).update.name,
          'A comment is amended by who wrote it, and by nobody else.',
        );
      }
      this.requireComment(caller, { ...visible, record }, line.audience);
      if (line.body.redacted) {
        throw this.options.records.refusalOf(kind, record, {
          code: 'already_redacted',
        });
      }
      const { seq } = line.amendment ?? line;
      if (seq !== amendment.version) {
        throw new StaleVersionError(amendment.version, seq);
      }
      const before = currentText(line);
      if (before === text) return;
      const old = mentionsIn(before);
      await answer(
        tx,
        record.id,
        {
          verb: 'amended',
          audience: line.audience,
          body: { of: line.id, text },
        },
        { ...acting, mentioned: mentioned.filter(m => !old.includes(m.ref)) },
      );
    });
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
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    this.requireComment(caller, visible, file.audience);
    const acting = await actingFor(caller, visible, this.options.now());
    await this.options.records.transactionOn(visible.record.id, async tx => {
      // Before what refers to it: two that come together would wait for each other's reference
      await tx.hold(visible.record.id);
      await requireRoom(tx.knex, this.options.quota, {
        recordId: visible.record.id,
        size: file.bytes.length,
      });
      const { id, sha256 } = await addAttachment(tx.knex, {
        ...file,
        recordId: visible.record.id,
        at: acting.at,
        by: caller.actor.ref,
      });
      const { name, contentType, audience, bytes } = file;
      await answer(
        tx,
        visible.record.id,
        {
          verb: 'attached',
          audience,
          body: { id, name, contentType, size: bytes.length, sha256 },
        },
        acting,
      );
      await onWritten?.(tx, number);
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
    const { record } = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    const row = {
      record_id: record.id,
      role: 'watcher',
      ref: caller.actor.ref,
    };
    await this.options.records.transactionOn(record.id, async tx => {
      if (!watching) {
        await tx.knex('principals').where(row).delete();
        return;
      }
      // Held: the copies must not be of a state that is changing just now.
      const held = await tx.hold(record.id);
      if (!held) return;
      await tx
        .knex('principals')
        .insert({ ...row, ...copiesOf(kind, held) })
        .onConflict(['record_id', 'role', 'ref'])
        .ignore();
    });
    return number;
  }

  private mentions(caller: Caller, text: string) {
    return resolveMentions(this.options.entities, caller, text);
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
      throw this.options.records.refusalOf(kind, record, { code: 'read_only' });
    }
  }
}
