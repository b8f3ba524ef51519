/** What was gathered for the rules of one record, by the name of the fact. @public */
export type Facts = ReadonlyMap<string, unknown>;

/**
 * What rules ask for and the record does not hold, such as the freezes that cover what it affects. Rules do not read:
 * whoever acts has it read first, and hands it to them.
 *
 * @public
 */
export interface FactType<T> {
  /** Unique; one room reads it. */
  readonly name: string;
  /** Undefined where nobody has read it: for what follows by itself, and without the room. */
  of(ctx: { facts?: Facts }): T | undefined;
}

/** Declares a fact, beside the rules that ask for it. @public */
export const fact = <T>(name: string): FactType<T> => ({
  name,
  // Only its room puts anything under this name
  of: ({ facts }) => facts?.get(name) as T | undefined,
});
