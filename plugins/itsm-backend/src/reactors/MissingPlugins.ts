import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Reactor } from 'backstage-plugin-itsm-node';

/** A plugin that starts beside this one answers 404 before it has its routes. */
const STARTING_MS = 2 * 60_000;
/** Until it is looked for again. */
const CHECK_EVERY_MS = 60 * 60_000;

/** The plugin that an outlet hands entries to is not there: its address answers 404. */
class PluginMissingError extends Error {
  readonly name = 'PluginMissingError';

  constructor(
    readonly plugin: string,
    /** What does not work without it, and what to install. */
    readonly remedy: string,
    /** False: the entry had nothing for the plugin, which was missing when it was asked last. */
    readonly wasAsked: boolean,
  ) {
    super(`The plugin '${plugin}' answers 404`);
  }
}

/** Services of Backstage pass the answer on, as an error or in its text. */
const isNotFound = (error: any): boolean =>
  error?.statusCode === 404 ||
  error?.response?.status === 404 ||
  /\bfailed with (status )?404\b/.test(String(error?.message));

type Send = (told: any) => Promise<void>;

/** A plugin that an outlet needs. One that is down for now is another matter. */
export class NeededPlugin<M extends string, S extends Record<M, Send>> {
  private asked = 0;
  private isMissing = false;
  /** What the outlet is to use. */
  readonly service: Pick<S, M>;

  constructor(
    private readonly plugin: string,
    private readonly remedy: string,
    service: S,
    method: M,
  ) {
    const send: Send = async told => {
      this.asked += 1;
      await service[method](told);
    };
    this.service = { [method]: send } as Pick<S, M>;
  }

  /** The outlet, which fails with `PluginMissingError` while the plugin is not installed. */
  outlet(outlet: Reactor): Reactor {
    return {
      name: outlet.name,
      follows: (entry, kind, linked) => outlet.follows(entry, kind, linked),
      react: async committed => {
        const before = this.asked;
        try {
          await outlet.react(committed);
        } catch (error) {
          this.isMissing = isNotFound(error);
          throw this.isMissing ? this.missing(true) : error;
        }
        if (this.asked > before) this.isMissing = false;
        else if (this.isMissing) throw this.missing(false);
      },
    };
  }

  private missing(wasAsked: boolean): Error {
    return new PluginMissingError(this.plugin, this.remedy, wasAsked);
  }
}

/**
 * What this process knows of plugins that are not installed. Trying each entry for three days would not
 * install them: entries are given up, and one an hour is tried to see whether the plugin is there now.
 */
export class MissingPlugins {
  private readonly since = new Map<string, number>();
  private readonly nextCheck = new Map<string, number>();

  constructor(private readonly logger: Pick<LoggerService, 'warn' | 'info'>) {}

  /** Whether an entry is given up untried. */
  isKnown({ name }: Reactor, now: number): boolean {
    return now < (this.nextCheck.get(name) ?? -Infinity);
  }

  /** Notes a failure; true when the entry is given up, false when it is to be tried again. */
  isGivenUp({ name }: Reactor, error: unknown, now: number): boolean {
    if (!(error instanceof PluginMissingError)) {
      this.since.delete(name);
      return false;
    }
    if (!error.wasAsked) return true;
    const since = this.since.get(name) ?? now;
    this.since.set(name, since);
    if (now - since < STARTING_MS) return false;
    if (!this.nextCheck.has(name)) {
      this.logger.warn(
        `The plugin '${error.plugin}' is not installed: ${error.remedy} Until then, entries are not handed to it; it is looked for every hour.`,
      );
    }
    this.nextCheck.set(name, now + CHECK_EVERY_MS);
    return true;
  }

  /** Notes that an entry was taken. */
  found({ name }: Reactor): void {
    if (this.nextCheck.delete(name)) {
      this.logger.info(
        `The outlet '${name}' has found its plugin; entries are handed to it from now on`,
      );
    }
    this.since.delete(name);
  }
}
