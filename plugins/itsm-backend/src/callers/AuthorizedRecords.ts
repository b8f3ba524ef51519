import {
  MissingError,
  type ActContext,
  type CommonActions,
  type EntryPage,
  type KindDefinition,
  type LinkPage,
  type RecordPage,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import {
  listAttachments,
  readAttachment,
} from '../attachments/attachmentStore';
import { readNames } from '../entities/renamed';
import type { Caller } from '../access/Caller';
import type { SignalChannels } from '../signals/SignalChannels';
import { isFreshlyBy } from '../timeline/redaction';
import { readTimeline } from '../timeline/readTimeline';
import { canOf, feedbackOf } from './abilities';
import { commonActions } from './commonActions';
import { readIncomingLinks } from './readIncomingLinks';
import { readLinks } from '../records/readLinks';
import { presentRecord } from './presentRecord';
import { listFor, type AuthorizedQuery } from './listFor';
import { presentEntries, presentLinks } from './readRelated';
import { receiptOf } from './receipt';
import type { Records } from '../records/Records';
import {
  lackingPermissions,
  readVisible,
  type Visible,
} from './visibleRecords';

/** Reads records for a caller: nothing leaves here that the policy does not grant. */
export class AuthorizedRecords {
  constructor(
    private readonly records: Records,
    private readonly now: () => number,
    private readonly channels: SignalChannels,
  ) {}

  /**
   * @throws MissingError for a record that does not exist, is of another kind, or that the caller
   *   may not read: all three look the same.
   */
  async visible(
    caller: Caller,
    number: string,
    kindName?: string,
  ): Promise<Visible> {
    const { options } = this.records;
    const expected = kindName ?? options.kinds.ofNumber(number)?.name;
    if (expected) caller.expect(expected);
    const visible = await readVisible(this.records, caller, [number], kindName);
    const found = visible.get(number);
    if (!found) throw new MissingError('record', number);
    return found;
  }

  /** What each of the records allows the caller now. */
  common(
    caller: Caller,
    kind: KindDefinition,
    numbers: readonly string[],
  ): Promise<CommonActions> {
    caller.expect(kind.name);
    return commonActions(this.records, caller, kind, numbers, this.now());
  }

  /** As `visible`, of several records of a kind; absent are those that the caller may not read. */
  visibleMany(
    caller: Caller,
    kind: KindDefinition,
    numbers: readonly string[],
  ): Promise<Map<string, Visible>> {
    return readVisible(this.records, caller, numbers, kind.name);
  }

  /** One record with everything its page shows. */
  async view(
    caller: Caller,
    number: string,
    kindName?: string,
  ): Promise<RecordView> {
    const visible = await this.visible(caller, number, kindName);
    const { knex, options } = this.records;
    const { kind, record, resource, capabilities, internal, isInsider } =
      visible;
    const [
      links,
      incoming,
      timeline,
      attachments,
      lacking,
      ownershipRefs,
      facts,
      feedback,
    ] = await Promise.all([
      readLinks(knex, record, options.kinds),
      readIncomingLinks(this.records, caller, record.number),
      readTimeline(knex, record.id, { internal }),
      listAttachments(knex, record.id, {
        internal,
        isRedactable: ({ by, at }) =>
          !options.readOnly &&
          isFreshlyBy(caller.actor.ref, { by, at }, this.now()),
      }),
      lackingPermissions(caller, kind, [record]),
      kind.facts || kind.principals?.(record).length
        ? caller.ownershipRefs()
        : [],
      this.records.readFacts(kind, record),
      feedbackOf(this.records, caller, record, kind),
    ]);
    const ctx: ActContext = {
      actor: caller.actor,
      at: this.now(),
      settings: options.settings,
      links,
      targets: new Map(),
      ownershipRefs,
      facts,
      // The UI draws what is offered: in a read-only installation, nothing.
      capabilities: new Set(options.readOnly ? [] : capabilities),
    };
    const can = canOf(visible, this.records.options);
    return presentRecord({
      names: await readNames(knex, links),
      kind,
      record,
      isInsider,
      ctx,
      links: [
        ...(await presentLinks(
          this.records,
          caller,
          links.filter(link => !link.incoming),
        )),
        ...incoming.items,
      ],
      nextLinks: incoming.nextCursor,
      attachments,
      timeline: {
        items: await presentEntries(
          this.records,
          caller,
          visible,
          timeline.entries,
          can,
          this.now(),
        ),
        nextCursor: timeline.nextCursor,
      },
      watching: resource.principals.some(
        p => p.role === 'watcher' && p.ref === caller.actor.ref,
      ),
      can,
      feedback,
      lacking,
      signalChannels: this.channels.ofRecord(
        { record, principals: resource.principals },
        { read: visible.judge.criteria.read, internal },
      ),
    });
  }

  /**
   * What a caller has just written, also if it may not read it (a pipeline that only creates, or
   * a record that the write itself moved out of sight): then without timeline, links and actions.
   */
  async viewWritten(
    caller: Caller,
    number: string,
    kindName?: string,
  ): Promise<RecordView> {
    try {
      return await this.view(caller, number, kindName);
    } catch (error) {
      if (!(error instanceof MissingError)) throw error;
    }
    return receiptOf(this.records, caller, number, this.now());
  }

  /** A page of a list; see `listFor`. */
  list(
    caller: Caller,
    kinds: readonly KindDefinition[],
    query: AuthorizedQuery,
  ): Promise<RecordPage> {
    return listFor(this.records, this.channels, caller, kinds, query);
  }

  /** What other records that the caller may read are linked with one that it may read. */
  async links(
    caller: Caller,
    number: string,
    kindName: string,
    cursor?: string,
  ): Promise<LinkPage> {
    const { record } = await this.visible(caller, number, kindName);
    return readIncomingLinks(this.records, caller, record.number, cursor);
  }

  async timeline(
    caller: Caller,
    number: string,
    kindName: string,
    cursor?: string,
  ): Promise<EntryPage> {
    return this.entries(caller, number, kindName, { cursor });
  }

  /** All versions of a comment. @throws MissingError also for a note that the caller may not see. */
  async versions(
    caller: Caller,
    number: string,
    kindName: string,
    comment: string,
    cursor?: string,
  ): Promise<EntryPage> {
    const page = await this.entries(caller, number, kindName, {
      cursor,
      comment,
    });
    if (page.items.length === 0) throw new MissingError('comment', comment);
    return page;
  }

  private async entries(
    caller: Caller,
    number: string,
    kindName: string,
    o: { cursor?: string; comment?: string },
  ): Promise<EntryPage> {
    const visible = await this.visible(caller, number, kindName);
    const { record, internal } = visible;
    const page = await readTimeline(this.records.knex, record.id, {
      internal,
      ...o,
    });
    return {
      items: await presentEntries(
        this.records,
        caller,
        visible,
        page.entries,
        canOf(visible, this.records.options),
        this.now(),
      ),
      nextCursor: page.nextCursor,
    };
  }

  /** @throws MissingError also for an internal attachment that the caller may not see. */
  async attachment(
    caller: Caller,
    number: string,
    kindName: string,
    id: string,
  ) {
    const { record, internal } = await this.visible(caller, number, kindName);
    const found = await readAttachment(this.records.knex, record.id, id);
    if (!found || (found.audience === 'internal' && !internal)) {
      throw new MissingError('attachment', id);
    }
    return found;
  }
}
