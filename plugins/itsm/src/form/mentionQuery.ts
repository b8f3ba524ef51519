import { mentionOf } from 'backstage-plugin-itsm-common';

/** A name that is being typed after an `@`. */
export interface MentionQuery {
  /** Where the `@` is. */
  from: number;
  term: string;
}

/** A mail address is no mention: before the `@` something has to end. */
const TYPED = /(?:^|[\s(,;:/])@([\p{L}\p{N}._-]{0,40})$/u;

/** The name that ends at the caret. */
export function mentionQuery(
  text: string,
  caret: number,
): MentionQuery | undefined {
  const typed = TYPED.exec(text.slice(0, caret));
  return typed
    ? { from: caret - typed[1].length - 1, term: typed[1] }
    : undefined;
}

/** The text with the mention in place of what was typed, and the caret behind it. */
export function insertMention(
  text: string,
  { from, term }: MentionQuery,
  ref: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, from)}${mentionOf(ref)} `;
  const after = text.slice(from + 1 + term.length).replace(/^ /, '');
  return { text: before + after, caret: before.length };
}
