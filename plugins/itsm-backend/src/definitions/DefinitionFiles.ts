import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DefinitionType } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Desks } from '../desks/Desks';
import {
  definitionsIn,
  requireFileTypes,
  textOf,
  type FileDefinition,
} from './fileDefinitions';
import { storeFileDefinitions } from './storeFileDefinitions';

/** Keeps what is stored as the files of `itsm.definitions.files` say it. */
export class DefinitionFiles {
  /** What each file said when it was read last; undefined when it couldn't be read. */
  private readonly texts = new Map<string, string | undefined>();
  /** What counts of each file: the last that could be read. */
  private readonly kept = new Map<string, FileDefinition[]>();

  constructor(
    private readonly options: {
      knex: Knex;
      files: readonly string[];
      /** What the files said when the process began. */
      first: readonly FileDefinition[];
      types: readonly DefinitionType[];
      desks: Desks;
      logger: Pick<LoggerService, 'warn' | 'info'>;
      now: () => number;
    },
  ) {
    const { files, first, types } = options;
    requireFileTypes(first, types);
    for (const file of files) {
      this.kept.set(
        file,
        first.filter(each => each.file === file),
      );
    }
  }

  /** Stores what the files say. */
  async store(): Promise<void> {
    const { knex, types, logger, now } = this.options;
    const all = this.all();
    for (const type of types) {
      await storeFileDefinitions({
        knex,
        type,
        wanted: all.filter(each => each.type === type.name),
        now: now(),
        warn: message => logger.warn(message),
      });
    }
  }

  /** Reads the files again: what a changed one says counts, unless it is wrong. */
  async readAgain(): Promise<void> {
    const { files, types, desks, logger } = this.options;
    const next = new Map(this.kept);
    const texts = new Map(this.texts);
    for (const file of new Set(files)) {
      try {
        texts.set(file, undefined);
        const text = textOf(file);
        texts.set(file, text);
        if (text === this.texts.get(file)) continue;
        next.set(file, definitionsIn(file, text, desks));
        requireFileTypes([...next.values()].flat(), types);
      } catch (error) {
        next.set(file, this.kept.get(file)!);
        const isNews =
          !this.texts.has(file) || texts.get(file) !== this.texts.get(file);
        if (isNews) {
          logger.warn(
            `${(error as Error).message} What the file said before stays in force.`,
          );
        }
      }
    }
    const isChanged = files.some(
      file => next.get(file) !== this.kept.get(file),
    );
    for (const [file, definitions] of next) this.kept.set(file, definitions);
    if (isChanged) await this.store();
    // Only now: what couldn't be stored is tried again
    for (const [file, text] of texts) this.texts.set(file, text);
  }

  private all(): FileDefinition[] {
    return [...this.kept.values()].flat();
  }
}
