/** Sends what is due, and returns what kind of request it was. */
export type Send = (index: number) => Promise<string>;
