import { setTimeout as pause } from 'node:timers/promises';
import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Caller } from '../access/policy';
import type { KnownRecord } from '../access/KnownRecord';
import { KNOWN_CALLERS, type World } from '../access/World';
import { BASE } from '../apiDocument';
import { runTask, type Replicas } from '../replicas';

/** Names of channels that each caller knows. */
export type Known = ReadonlyMap<Caller, ReadonlySet<string>>;

/** The same listeners are told once a second: the last of what happened in it comes when it is over. */
const QUIET_MS = 1_100;

/** Pages on which a record is shown. */
export const pageOf = ({ kind, number }: KnownRecord) =>
  `${BASE}/v1/${kind}s/${number}`;
export const listsOf = ({ kind, entities }: KnownRecord) =>
  entities.flatMap(entity =>
    [`records?near=`, `records?entity=`, `${kind}s?state=all&entity=`].map(
      list => `${BASE}/v1/${list}${encodeURIComponent(entity)}`,
    ),
  );

/** Subscribes as everybody: whoever knows the name of a channel hears what is sent there. */
export class Ears {
  constructor(
    private readonly world: World,
    private readonly replicas: Replicas,
    /** Where every signal of every replica ends up. */
    private readonly sink: Knex,
  ) {}

  /** Everybody opens the pages, each on any replica. */
  async open(pages: readonly string[]): Promise<Known> {
    const known = new Map<Caller, Set<string>>();
    for (const caller of KNOWN_CALLERS) {
      const names = new Set<string>();
      for (const path of pages) {
        const { body } = await this.world.ask(caller, { method: 'GET', path });
        for (const name of body?.signalChannels ?? []) names.add(name);
      }
      known.set(caller, names);
    }
    return known;
  }

  /** Channels of ours on which something was sent because of the work. */
  async sentBy(work: () => Promise<unknown>): Promise<string[]> {
    await this.sink('received').delete();
    await work();
    await this.untilQuiet();
    const names: string[] = await this.sink('received')
      .distinct()
      .pluck('name');
    return names.filter(name => name.startsWith('itsm:'));
  }

  /** Nothing is on its way. */
  async untilQuiet(): Promise<void> {
    const { all, knex } = this.replicas;
    await until(async () => {
      await Promise.all(all.map(each => runTask(each, 'itsm-outlets')));
      const left = () => knex('reactions').whereNull('dead_at');
      return (await left().first('entry_id')) === undefined;
    }, 'the outlets to be done');
    await pause(QUIET_MS);
  }
}

export const hears = (known: Known, caller: Caller, sent: readonly string[]) =>
  sent.some(name => known.get(caller)!.has(name));
