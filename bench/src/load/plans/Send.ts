/** Sends what is due, and answers what kind of request it was. */
export type Send = (index: number) => Promise<string>;
