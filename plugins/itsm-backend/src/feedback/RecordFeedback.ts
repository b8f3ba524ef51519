import {
  InvalidInputError,
  isOpen,
  kindPermissions,
  parseInput,
  type Feedback,
  type ItsmRecord,
  type KindDefinition,
  type VoteInput,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { Acting } from '../records/acting';
import { actingFor } from '../callers/actingFor';
import { comment } from '../records/answer';
import type { AuthorizedRecords } from '../callers/AuthorizedRecords';
import { readLinks } from '../records/readLinks';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Records } from '../records/Records';

/** A row of `votes`. */
interface Vote {
  helpful: number;
  follow_up: string | null;
}

/**
 * Readers say whether a record helped them. It is about the record and no change of it: neither its
 * version nor its timeline know of it, so that nobody's edit is lost to a reader's click.
 */
export class RecordFeedback {
  constructor(
    private readonly options: {
      records: Records;
      reader: AuthorizedRecords;
      now: () => number;
    },
  ) {}

  /**
   * Takes the caller's answer in the place of the one before; returns the record's number.
   *
   * @throws NotPermittedError for a machine, LifecycleError while nobody relies on the record
   */
  async vote(
    caller: Caller,
    kind: KindDefinition & { feedback: Feedback },
    number: string,
    { helpful, missing }: VoteInput,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    if (caller.actor.type !== 'user') {
      caller.denied(
        kindPermissions(kind.name).read.name,
        'Only people say whether something helped them.',
      );
    }
    if (helpful && missing) {
      throw new InvalidInputError(
        'missing: of what was helpful nothing was missing',
      );
    }
    const acting = await actingFor(caller, visible, this.options.now());
    const { records } = this.options;
    const router = missing ? await records.readRouter() : undefined;
    await records.transactionOn(
      visible.record.id,
      async tx => {
        const record = await tx.hold(visible.record.id);
        if (!record || !kind.feedback.in.includes(record.state)) {
          throw records.refusalOf(kind, record ?? visible.record, {
            code: 'feedback_not_open',
          });
        }
        const key = { record_id: record.id, ref: caller.actor.ref };
        const before: Vote | undefined = await tx
          .knex('votes')
          .where(key)
          .first('helpful', 'follow_up');
        await count(tx, kind, record, before, helpful);
        const followUp = missing
          ? await followUpOn(tx, kind, record, missing, before, acting)
          : (before?.follow_up ?? null);
        await tx
          .knex('votes')
          .insert({
            ...key,
            helpful: helpful ? 1 : 0,
            voted_at: acting.at,
            follow_up: followUp,
          })
          .onConflict(['record_id', 'ref'])
          .merge();
      },
      router,
    );
    return number;
  }
}

/** Keeps the counts with the record, under its lock, and leaves its version alone. */
async function count(
  tx: RecordTransaction,
  kind: KindDefinition,
  record: ItsmRecord,
  before: Vote | undefined,
  helpful: boolean,
): Promise<void> {
  const counted = (name: string, by: number) =>
    Number(record.data[name] ?? 0) + by;
  const was = (value: number) => (before?.helpful === value ? 1 : 0);
  const data = {
    ...record.data,
    helpful: counted('helpful', (helpful ? 1 : 0) - was(1)),
    notHelpful: counted('notHelpful', (helpful ? 0 : 1) - was(0)),
  };
  await tx
    .knex('records')
    .where({ id: record.id })
    .update({ data: JSON.stringify(data), data_version: kind.dataVersion });
}

/**
 * What somebody missed goes where it is worked on: to what was opened because of them before, while
 * that is open, else to a new record, and to the notes where there are none of that kind.
 *
 * @returns the number of the record that has it
 */
async function followUpOn(
  tx: RecordTransaction,
  kind: KindDefinition & { feedback: Feedback },
  record: ItsmRecord,
  missing: string,
  before: Vote | undefined,
  acting: Acting,
): Promise<string | null> {
  const { kinds } = tx.options;
  const known = before?.follow_up && (await tx.byNumber(before.follow_up));
  if (known && isOpen(kinds.get(known.kind), known.state)) {
    await comment(tx, known.id, { text: missing, audience: 'public' }, acting);
    return known.number;
  }
  const asked = kind.feedback.opens(record, missing);
  const other = kinds.find(asked.kind);
  if (!other) {
    const body = { text: missing };
    await tx.append(
      record.id,
      { verb: 'commented', audience: 'internal', body },
      acting,
    );
    return null;
  }
  const links = await readLinks(tx.knex, record, kinds);
  const { number } = await tx.open(
    other,
    other.open(parseInput(other.create, asked.input), {
      actor: acting.actor,
      at: acting.at,
      settings: tx.options.settings,
    }),
    {
      actor: acting.actor,
      at: acting.at,
      channel: 'portal',
      desk: record.desk,
      entities: links
        .filter(
          ({ role, target }) => role === 'affected' && target === 'entity',
        )
        .map(({ ref }) => ref),
      assignmentGroup: record.assignmentGroup ?? undefined,
    },
  );
  return number;
}
