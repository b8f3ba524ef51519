/**
 * What a kind says to the one part of the product that asks for it. Made by a `TraitType`.
 *
 * @public
 */
export interface Trait {
  name: string;
  value: unknown;
}

/**
 * Makes a trait of a kind, and reads it from one: `traits: [outage({ notIn: [] })]`, `outage.of(kind)`.
 *
 * @public
 */
export interface TraitType<T> {
  (value: T): Trait;
  /** Undefined for a kind without it. */
  of(kind: { traits?: readonly Trait[] }): T | undefined;
}

/**
 * Declares a trait. Whoever reads it owns it, so that kinds don't know all that others ask of them.
 *
 * @param name - unique among the traits of a kind
 * @public
 */
export function trait<T>(name: string): TraitType<T> {
  const make = (value: T): Trait => ({ name, value });
  const of: TraitType<T>['of'] = ({ traits = [] }) =>
    // Only `make` gives this name to a value
    traits.find(each => each.name === name)?.value as T | undefined;
  return Object.assign(make, { of });
}
