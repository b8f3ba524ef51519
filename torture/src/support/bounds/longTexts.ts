/** As long as a description or a comment may be. */
const LONGEST = 20_000;

const filled = (part: string) =>
  part.repeat(Math.ceil(LONGEST / part.length)).slice(0, LONGEST);

/** Texts that are short to send and long to work on, for whoever does not bound them first. */
export const LONG_TEXTS: Record<string, string> = {
  'one character over and over': filled('x'),
  'characters that become 18 when they are folded': filled('\uFDFA'),
  // Put in order, marks take time by the square of their number
  'marks on one letter': `a${filled('\u0316\u0301')}`.slice(0, LONGEST),
  'characters of two halves': filled('🙂'),
  'ligatures, thousands of words': filled('ﬃ ﷽ '),
  'mentions that never end': filled('<@user:'),
  'code that is never closed': filled('```\n`'),
  'one-letter words': filled('a '),
};
