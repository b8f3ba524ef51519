import type { Caller } from '../access/Caller';
import type { House } from '../House';
import type { RecordTransaction } from '../records/RecordTransaction';
import { announcedChange, namedChange, type GatedKind } from './changeOfCheck';
import type { Check, GateStore } from './GateStore';
import type { Question } from './Question';

/** Keeps questions, and gives each the change that would let it through. */
export class CheckOpener {
  constructor(
    private readonly deps: Pick<House, 'knex' | 'records' | 'now'> & {
      gated: GatedKind;
      store: GateStore;
    },
  ) {}

  /**
   * Keeps the question together with its change: the one that it names, an open one of the same entity, environment
   * and revision, or for what is gated a new one. Of those who ask the same at once one does it.
   *
   * @param known - the question as it was kept before, without a change
   */
  async open(
    caller: Caller,
    question: Question,
    { known, isGated }: { known: Check | undefined; isGated: boolean },
  ): Promise<Check> {
    const { store, records, knex, gated, now } = this.deps;
    const existing = question.changeRef
      ? await namedChange(knex, gated, question.changeRef)
      : await announcedChange(knex, gated, question);
    const opens = isGated && !existing && !question.changeRef;
    if (known && !existing && !opens) return known;
    const made = await records.opening(async tx => {
      const check = known
        ? await store.hold(tx.knex, known)
        : await store.open(tx.knex, question, now());
      if (!check || check.changeId) return check;
      const changeId =
        existing?.id ??
        (opens ? await this.openChange(tx, caller, question) : null);
      if (changeId) await store.giveChange(tx.knex, check, changeId);
      return { ...check, changeId };
    });
    return made ?? (await store.byQuestion(question))!;
  }

  private async openChange(
    tx: RecordTransaction,
    caller: Caller,
    question: Question,
  ): Promise<string> {
    const { gated, now, records } = this.deps;
    const { kind, asks } = gated;
    const at = now();
    const opened = await tx.open(
      kind,
      targets =>
        kind.open(asks.input(question), {
          actor: caller.actor,
          at,
          settings: records.options.settings,
          targets,
        }),
      {
        actor: caller.actor,
        at,
        channel: 'pipeline',
        entities: [question.entity],
      },
    );
    return opened.id;
  }
}
