import type { TranslationRef } from '@backstage/frontend-plugin-api';
import { flatTexts } from './flatTexts';
import { itsmTranslationRef } from './itsmTranslationRef';
import { messages } from './messages';
import type { ItsmTextKey } from './useItsmText';

/** What the title of an extension can be: a text, or one of the texts of a translation ref. @public */
export type ItsmTitle =
  | string
  | {
      readonly ref: TranslationRef;
      readonly key: string;
      readonly T: undefined;
    };

/**
 * The title of a page or tab in the reader's language. Before 1.57 Backstage takes nothing but texts:
 * there it is English.
 *
 * @public
 */
export function itsmTitle(key: ItsmTextKey): ItsmTitle {
  return titleOf(itsmTranslationRef, key);
}

/** Translation refs can be called from 1.57 on, and return what their argument names. */
export function titleOf(translationRef: unknown, key: ItsmTextKey): ItsmTitle {
  return typeof translationRef === 'function'
    ? translationRef(key)
    : flatTexts(messages)[key];
}
