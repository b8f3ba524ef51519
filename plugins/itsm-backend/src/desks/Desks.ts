import { InvalidInputError } from 'backstage-plugin-itsm-common';

/** A part of the organization that works on records of its own, such as IT or HR. */
export interface Desk {
  /** As records and the API name it: `hr`. */
  name: string;
  title: string;
  /** Titles in other languages, by language. */
  titles: Readonly<Record<string, string>>;
  /** Full refs of the groups that work it; the first one gets what nobody else is known for. */
  groups: readonly string[];
  /** Its records are restricted, and owners of what they affect have no part in them. */
  confidential: boolean;
}

/** The desk of an installation that configures none; also the one of records from before there were others. */
export const DEFAULT_DESK: Desk = {
  name: 'it',
  title: 'IT',
  titles: {},
  groups: [],
  confidential: false,
};

/** The desks of this installation (`itsm.desks`), the default one first. */
export class Desks {
  constructor(
    readonly all: readonly Desk[] = [DEFAULT_DESK],
    /** Works on what no desk has a group for (`itsm.fallbackGroup`). */
    private readonly fallbackGroup?: string,
  ) {}

  /** New records and definitions belong to it where nothing says otherwise. */
  get default(): string {
    return this.all[0].name;
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  /** @throws InvalidInputError that lists the desks */
  require(name: string): string {
    if (this.has(name)) return name;
    const known = this.all.map(each => each.name);
    throw new InvalidInputError(
      `There is no desk '${name}'. Choose one of: ${known.join(', ')}.`,
      { desk: name, known },
      'unknown_desk',
    );
  }

  isConfidential(name: string): boolean {
    return this.find(name)?.confidential ?? false;
  }

  /** The group that works on records of the desk that nobody else is known for. */
  groupOf(name: string): string | undefined {
    const desk = this.find(name);
    return desk?.groups[0] ?? this.fallbackGroup;
  }

  /**
   * Whether a record with this group still waits for somebody to find out whose it is: the group has it only
   * because nothing else was known. All that a confidential desk gets is its own.
   */
  isFallback(name: string, group: string): boolean {
    return group === this.fallbackGroup
      ? true
      : !this.isConfidential(name) && group === this.groupOf(name);
  }

  /** Does one of these work the desk? */
  isWorkedBy(name: string, refs: readonly string[]): boolean {
    return this.find(name)?.groups.some(group => refs.includes(group)) ?? false;
  }

  /** The desks that one of these works. */
  workedBy(refs: readonly string[]): Desk[] {
    return this.all.filter(({ name }) => this.isWorkedBy(name, refs));
  }

  private find(name: string): Desk | undefined {
    return this.all.find(each => each.name === name);
  }
}
