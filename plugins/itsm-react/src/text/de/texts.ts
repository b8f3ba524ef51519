/** The same keys with texts of another language; one that is missing or too many does not compile. */
export type TextsOf<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : TextsOf<T[K]>;
};
