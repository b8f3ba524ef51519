/**
 * People and groups that a text calls by `<@kind:namespace/name>`, such as `<@user:default/eddie>`:
 * see docs/adr/0020-words.md. Code is left alone.
 */
const MENTION = /<@((?:user|group):[^\s<>:/]+\/[^\s<>:/]+)>/gi;
/** Every second part of a text that is split by it. */
const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;

/** More names in one text call nobody: they are a list. @public */
export const MAX_MENTIONS = 20;

/** How a text calls the person or group with this full ref. @public */
export const mentionOf = (ref: string): string => `<@${ref.toLowerCase()}>`;

/** The text with something else in place of each mention. @public */
export const replaceMentions = (
  text: string,
  by: (ref: string) => string,
): string =>
  text
    .split(CODE)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(MENTION, (_, ref) => by(ref.toLowerCase())),
    )
    .join('');

/** Full refs, lower case, of those whom the text calls; each once. @public */
export function mentionsIn(text: string): string[] {
  const refs = new Set<string>();
  replaceMentions(text, ref => {
    refs.add(ref);
    return '';
  });
  return [...refs];
}

/** The text for places that show no links: `@eddie`. @public */
export const withPlainMentions = (text: string): string =>
  replaceMentions(text, ref => `@${ref.slice(ref.indexOf('/') + 1)}`);
