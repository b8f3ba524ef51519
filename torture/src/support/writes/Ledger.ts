import { KINDS, type KindName } from '../kinds';
import type { Replica } from '../replicas';
import { tell, type Reply } from '../wire';
import type { StoredWrites } from './StoredWrites';
import type { Known, Write } from './Write';

/**
 * acked: answered with a success · refused: with 4xx · failed: with 5xx · lost: not answered, or
 * that the database was away, so that nobody knows.
 */
export type Fate = 'acked' | 'refused' | 'failed' | 'lost';

export interface Sent {
  write: Write;
  fate: Fate;
  reply?: Reply;
  /** Name of the replica. */
  to: string;
  /** When the answer came; epoch milliseconds. */
  at: number;
}

function fateOf({ status, headers, body }: Reply): Fate {
  if (status < 300) return 'acked';
  const isAway =
    status === 503 &&
    ['database_away', 'service_away'].includes(body?.error?.code) &&
    headers['retry-after'] !== undefined;
  if (isAway) return 'lost';
  return status < 500 ? 'refused' : 'failed';
}

/** The client's log: what it sent, and what it was told. */
export class Ledger {
  readonly sent: Sent[] = [];
  readonly known = new Map<string, Known>();
  /** Sent and not answered yet. */
  readonly underWay = new Set<Write>();

  async send(write: Write, replica: Replica): Promise<Sent> {
    const sent = await this.ask(write, replica);
    this.sent.push(sent);
    return sent;
  }

  /** The same request again, for one whose answer never came. The last word counts. */
  async repeat(lost: Sent, replica: Replica): Promise<void> {
    Object.assign(lost, await this.ask(lost.write, replica));
  }

  count(fate: Fate): number {
    return this.sent.filter(sent => sent.fate === fate).length;
  }

  lost(): Sent[] {
    return this.sent.filter(sent => sent.fate === 'lost');
  }

  /** A sentence for each write that the database tells another story of. */
  differences(stored: StoredWrites): string[] {
    return this.sent.flatMap(sent => differencesOf(sent, stored));
  }

  private async ask(write: Write, replica: Replica): Promise<Sent> {
    let reply: Reply;
    this.underWay.add(write);
    try {
      reply = await replica.wire.sendOnce(write.question);
    } catch {
      return { write, fate: 'lost', to: replica.name, at: Date.now() };
    } finally {
      this.underWay.delete(write);
    }
    const record = reply.status === 412 ? reply.body?.current : reply.body;
    if (record?.version) this.learn(record);
    return {
      write,
      fate: fateOf(reply),
      reply,
      to: replica.name,
      at: Date.now(),
    };
  }

  private learn({ number, kind, state, version }: any): void {
    const known = this.known.get(number);
    if (known && known.version > version) return;
    const { plural } = KINDS[kind as KindName];
    this.known.set(number, { number, plural, state, version });
  }
}

function differencesOf(
  { write, fate, reply }: Sent,
  stored: StoredWrites,
): string[] {
  const named = `${write.what} ${write.mark}${
    write.about ? ` on ${write.about.number}` : ''
  }`;
  const count = write.effects(stored);
  const faults = (write.faults?.(stored) ?? []).map(f => `${named}: ${f}.`);
  if (fate === 'acked') {
    if (count === 0) faults.push(`The acknowledged ${named} is lost.`);
    faults.push(...unwritten(reply, stored).map(f => `${named}: ${f}.`));
  }
  if (fate === 'refused' && count > 0 && write.what !== 'watching') {
    faults.push(
      `The ${named} was refused with ${reply!.status} and took effect.`,
    );
  }
  if (count > 1) faults.push(`The ${named} took effect ${count} times.`);
  if (fate === 'failed') {
    faults.push(
      `A living backend failed: ${reply!.status} ${reply!.text.slice(0, 300)} to ${tell(write.question).slice(0, 500)}`,
    );
  }
  return faults;
}

/** What an answer showed of a record must still be there. */
function unwritten(reply: Reply | undefined, stored: StoredWrites): string[] {
  const shown = reply?.body;
  if (!shown?.timeline) return [];
  const { number, version, timeline } = shown;
  const record = stored.record(number);
  if (!record) return [`${number} is gone`];
  const faults = timeline.items
    .filter((e: any) => stored.entry(number, e.seq)?.id !== e.id)
    .map(
      (e: any) =>
        `its answer showed entry ${e.seq} (${e.id}) of ${number}, which is gone`,
    );
  if (record.version < version) {
    faults.push(
      `its answer showed version ${version} of ${number}, which has ${record.version}`,
    );
  }
  return faults;
}
