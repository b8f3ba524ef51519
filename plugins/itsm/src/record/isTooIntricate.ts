/** Quotes and lists in one another, all begun on one line. */
const NESTED = /^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){40,}/m;
/** Each of them is compared with those before it. */
const EMPHASIS = /[*_]/g;
const MOST_EMPHASIS = 3_000;
/** What is not closed is in one another. */
const TAG = /<[a-z]/gi;
const MOST_TAGS = 1_000;

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** True for markdown that would stop the page for seconds, or is nested deeper than it can be drawn. */
export const isTooIntricate = (text: string): boolean =>
  NESTED.test(text) ||
  count(text, EMPHASIS) > MOST_EMPHASIS ||
  count(text, TAG) > MOST_TAGS;
