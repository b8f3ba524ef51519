import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  itsmTranslationRef,
  type CodeText,
  type ItsmTextKey,
  type ItsmTitle,
} from 'backstage-plugin-itsm-react';

/** One of our texts as a title that we draw ourselves; unlike `itsmTitle` it is translated on every release. */
export const titleText = (key: ItsmTextKey): ItsmTitle => ({
  ref: itsmTranslationRef,
  key,
  T: undefined,
});

/** A title in the reader's language. */
export function useTitle(title: ItsmTitle): string {
  const isText = typeof title === 'string';
  const translate = useTranslationRef(isText ? itsmTranslationRef : title.ref)
    .t as unknown as CodeText;
  return isText ? title : translate(title.key);
}

/** The same where there are many of them. */
export const Title = (props: { of: ItsmTitle }) => <>{useTitle(props.of)}</>;

/**
 * A title for a place of Backstage's that takes a text and does nothing but draw it: an element draws as well, and
 * follows the reader's language.
 */
export const drawnTitle = (title: ItsmTitle): string =>
  typeof title === 'string'
    ? title
    : ((<Title of={title} />) as unknown as string);
