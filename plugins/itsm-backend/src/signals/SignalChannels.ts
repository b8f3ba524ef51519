import { createHmac } from 'node:crypto';
import { meetsEveryUnrestricted, type Criteria } from '../access/criteria';
import type { ListQuery } from '../lists/listQuery';
import {
  entityReaders,
  everyReader,
  readersByRole,
  readersOfNotes,
  type Listeners,
  type WithRoles,
} from './listeners';

/** Who lost access in a way that no record knows of hears nothing after the hour has turned. */
const HOUR_MS = 3_600_000;
/** Pages that somebody looks at ask every half minute, and have a new name by then. */
const OVERLAP_MS = 5 * 60_000;

/** What a list is about; refs are those under which the entities are known now. */
type About = Pick<ListQuery, 'followed' | 'within'>;

/**
 * Names the channels of signals. A signal goes to every browser that knows the name of its channel, so names
 * are unguessable, change every hour, and are handed out only in answers to readers.
 */
export class SignalChannels {
  constructor(
    private readonly options: {
      secret: Buffer;
      now: () => number;
      /** The desks of records that lists have to tell of. */
      desks: readonly string[];
    },
  ) {}

  /** Names under which these may be listening now. */
  namesOf(listeners: Listeners): string[] {
    const now = this.options.now();
    const hour = Math.floor(now / HOUR_MS);
    const isTurning = now - hour * HOUR_MS < OVERLAP_MS;
    return [hour, ...(isTurning ? [hour - 1] : [])].map(each =>
      this.name(each, listeners),
    );
  }

  /** What tells a reader of the record of its changes. */
  ofRecord(
    of: WithRoles,
    reader: { read: Criteria; internal: boolean },
  ): string[] {
    const { restricted, desk } = of.record;
    const isEveryReader =
      !restricted && meetsEveryUnrestricted(reader.read, desk);
    return this.newest([
      isEveryReader ? everyReader(of) : readersByRole(of),
      ...(reader.internal ? [readersOfNotes(of)] : []),
    ]);
  }

  /**
   * What tells of changes to a list about entities: of the kinds and desks of which the caller reads every unrestricted
   * record, since a channel can't tell whether it is theirs. Others have nothing but to ask again.
   */
  ofList(
    scopes: readonly { kind: string; criteria: Criteria }[],
    { followed = [], within }: About,
  ): { signalChannels?: string[] } {
    const refs = [...followed, ...(within ? [within] : [])];
    const read = scopes.flatMap(({ kind, criteria }) =>
      this.options.desks
        .filter(desk => meetsEveryUnrestricted(criteria, desk))
        .map(desk => ({ kind, desk })),
    );
    if (refs.length === 0 || read.length === 0) return {};
    return {
      signalChannels: this.newest(
        read.flatMap(each => refs.map(ref => entityReaders(each, ref))),
      ),
    };
  }

  private newest(all: readonly Listeners[]): string[] {
    const hour = Math.floor(this.options.now() / HOUR_MS);
    return all.map(listeners => this.name(hour, listeners));
  }

  private name(hour: number, listeners: Listeners): string {
    const code = createHmac('sha256', this.options.secret)
      .update(`${hour}\n${listeners}`)
      .digest('base64url');
    return `itsm:${code}`;
  }
}
