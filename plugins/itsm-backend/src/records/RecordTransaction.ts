import {
  act,
  actOn,
  advance,
  MissingError,
  StaleVersionError,
  type ActContext,
  type Effects,
  type EntryDraft,
  type ItsmRecord,
  type KindDefinition,
  type Move,
  type Opening,
  type Outcome,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { GENESIS } from '../timeline/entryChain';
import { noRouter, type RecordRouter } from '../principals/routing';
import {
  contextOf,
  followUp,
  withNotes,
  type Acting,
  type OpenOptions,
} from './acting';
import { changedFields, movedBody } from '../timeline/changedFields';
import { commitRecord } from './commitRecord';
import { atDesk, editEntries, keptConfidential } from '../desks/deskOf';
import type { StoredRecord } from './StoredRecord';
import { linksToHold } from './linkConsent';
import type { Locks } from './Locks';
import { readLinks, readTargets } from './readLinks';
import { nextNumber } from './numbers';
import { openRecord, routedOpening } from './openRecord';
import { decodeRecord } from './recordRow';
import {
  refuse,
  refuseHandOver,
  refuseReadOnly,
  refuseUnknown,
} from './refuse';
import type { RecordsOptions } from './RecordsOptions';

/**
 * One database transaction over records: the only way that records change. A record is locked
 * when it is read, so what a rule saw is what is written; entries, links, principals, timers,
 * text and reactor work are written with it or not at all.
 */
export class RecordTransaction {
  constructor(
    readonly knex: Knex.Transaction,
    readonly options: RecordsOptions,
    readonly locks: Locks,
    private readonly router?: RecordRouter,
  ) {}

  async byId(id: string): Promise<ItsmRecord | undefined> {
    const row = await this.knex('records').where({ id }).first();
    return row && decodeRecord(this.options.kinds.get(row.kind), row);
  }

  async byNumber(number: string): Promise<ItsmRecord | undefined> {
    const row = await this.knex('records').where({ number }).first();
    return row && decodeRecord(this.options.kinds.get(row.kind), row);
  }

  /** Locks a record for the rest of the transaction, before anything that belongs to it. */
  async hold(id: string): Promise<ItsmRecord | undefined> {
    const row = await this.locks.own(id);
    const kind = row && this.options.kinds.find(row.kind);
    return kind && decodeRecord(kind, row);
  }

  async open(
    kind: KindDefinition,
    opens: Opening | ((targets: ActContext['targets']) => Opening),
    o: OpenOptions,
  ): Promise<ItsmRecord> {
    const targets = await readTargets(
      this.knex,
      this.options.kinds,
      this.locks,
      o.reach,
    );
    const opening = typeof opens === 'function' ? opens(targets) : opens;
    if (o.reach) refuseUnknown(opening.links?.add ?? [], targets);
    const { settings, desks } = this.options;
    const { patch, route } = await routedOpening(
      this.knex,
      { kind, desks, router: this.requireRouter() },
      opening,
      o,
    );
    const opened = openRecord(
      kind,
      { ...opening, patch },
      {
        ...o,
        ...route,
        number: await nextNumber(this.knex, kind),
        settings,
      },
    );
    const { record, links } = opened;
    const outcome = o.next
      ? actOn(
          kind,
          opened,
          o.next,
          contextOf(o, { settings, links: links.add, targets }),
        )
      : opened;
    const written = await this.commit(
      { kind, record, seq: 0, lastHash: GENESIS, textRank: null, isNew: true },
      outcome,
      o,
    );
    this.options.onOpened?.(record);
    const { action } = opening;
    return action
      ? this.act(record.id, action.name, action.input, followUp(o.at))
      : written;
  }

  /** Nothing is opened past the rules of the installation because somebody forgot to read them. */
  private requireRouter(): RecordRouter {
    if (this.router) return this.router;
    if (!this.options.readRouter) return noRouter;
    throw new Error('A record is opened in a transaction without a router.');
  }

  /** Performs an action of the record's kind. */
  async act(
    recordId: string,
    action: string,
    input: object,
    acting: Acting,
  ): Promise<ItsmRecord> {
    const stored = await this.lock(recordId, acting.ifMatch);
    const ctx = await this.context(stored.record, acting);
    const outcome = act(stored.kind, stored.record, action, input, ctx);
    if (acting.reach) refuseUnknown(outcome.links.add, ctx.targets);
    return this.commit(stored, outcome, acting);
  }

  /** Performs one action after the other, in one commit, until there is no next one. */
  async actOn(
    recordId: string,
    next: (record: ItsmRecord) => Move | undefined,
    acting: Acting,
  ): Promise<ItsmRecord> {
    const stored = await this.lock(recordId, acting.ifMatch);
    const { kind, record } = stored;
    if (!next(record)) return record;
    const ctx = await this.context(record, acting);
    const outcome = actOn(
      kind,
      { record, entries: [], links: { add: [], remove: [] }, timers: [] },
      next,
      ctx,
    );
    if (outcome.entries.length === 0) return record;
    return this.commit(stored, outcome, acting);
  }

  /** Edits fields; what the kind's `edit` schema accepted. */
  async edit(
    recordId: string,
    { desk, ...input }: Record<string, unknown> & { desk?: string },
    acting: Acting,
  ): Promise<ItsmRecord> {
    const stored = await this.lock(recordId, acting.ifMatch);
    const { kind, record } = stored;
    refuseReadOnly(stored, 'edit');
    const ctx = await this.context(record, acting);
    const edit = kind.applyEdit(record, input, ctx);
    if (edit.refused) refuse(stored, 'edit', edit.refused);
    const { desks } = this.options;
    const patch = { ...edit.patch, ...(edit.to && { state: edit.to }) };
    const there = atDesk(desks, record, desk);
    const edited = advance(kind, there, patch, ctx);
    const next = keptConfidential(desks, stored, edited);
    const fields = changedFields(kind, record, next);
    if (Object.keys(fields).length === 0) return record;
    const written = await this.commit(
      stored,
      {
        record: next,
        entries: editEntries(fields, movedBody(record, next)),
        links: { add: [], remove: [] },
        timers: [],
      },
      acting,
    );
    // A requester who was asked may answer by correcting what is there
    if (acting.actor.ref !== record.requester) return written;
    const heard = kind.onComment?.(written, { audience: 'public' }, ctx);
    await this.follow(recordId, heard?.action, acting);
    return heard?.action ? (await this.byId(recordId))! : written;
  }

  /** Appends an entry and whatever effects come with it; the version stays unless state moves. */
  async append(
    recordId: string,
    entry: EntryDraft,
    acting: Acting,
    effects: Effects = {},
    notes?: Record<string, unknown>,
  ): Promise<ItsmRecord> {
    const stored = await this.lock(recordId, acting.ifMatch);
    const noted = withNotes(stored.record, notes);
    const next = effects.patch
      ? advance(stored.kind, noted, effects.patch, {
          at: acting.at,
          settings: this.options.settings,
        })
      : noted;
    return this.commit(
      stored,
      {
        record: next,
        entries: [entry, ...(effects.entries ?? [])],
        links: {
          add: effects.links?.add ?? [],
          remove: effects.links?.remove ?? [],
        },
        timers: effects.timers ?? [],
      },
      acting,
    );
  }

  /** Does what follows by itself from what somebody said. */
  async follow(
    recordId: string,
    action: { name: string; input: object } | undefined,
    { at }: Acting,
  ): Promise<void> {
    if (action) {
      await this.act(recordId, action.name, action.input, followUp(at));
    }
  }

  /** The context in which the record's rules are asked. */
  async context(record: ItsmRecord, acting: Acting): Promise<ActContext> {
    const { kinds } = this.options;
    const links = await readLinks(this.knex, record, kinds, this.locks.others);
    const targets = await readTargets(
      this.knex,
      kinds,
      this.locks,
      acting.reach,
    );
    const asks = kinds.get(record.kind).asks ?? [];
    const { settings } = this.options;
    return { ...contextOf(acting, { settings, links, targets }), asks };
  }

  /** Locks a record that is to change, with what its next commit builds on. */
  async lock(id: string, ifMatch?: number): Promise<StoredRecord> {
    const row = await this.locks.own(id);
    if (!row) throw new MissingError('record', id);
    const kind = this.options.kinds.get(row.kind);
    const record = decodeRecord(kind, row);
    if (ifMatch !== undefined && ifMatch !== record.version) {
      throw new StaleVersionError(ifMatch, record.version);
    }
    return {
      kind,
      record,
      seq: row.seq,
      lastHash: row.last_hash,
      textRank: row.text_rank === null ? null : Number(row.text_rank),
      isNew: false,
    };
  }

  /** Writes what came of a locked record. */
  async commit(
    stored: StoredRecord,
    outcome: Outcome,
    acting: Acting,
  ): Promise<ItsmRecord> {
    refuseHandOver(stored, outcome.record, acting.actor.ref);
    const { knex, locks, options } = this;
    const { desks, kinds } = options;
    const record = keptConfidential(desks, stored, outcome.record);
    const linking = { knex, locks, kinds };
    const add = await linksToHold(linking, stored, outcome.links.add, acting);
    const links = { ...outcome.links, add };
    await commitRecord(
      knex,
      options,
      stored,
      { ...outcome, record, links },
      acting,
    );
    return record;
  }
}
