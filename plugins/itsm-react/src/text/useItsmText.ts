import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { itsmTranslationRef } from './itsmTranslationRef';

/** Turns a code of the server into words. @public */
export type CodeText = (
  code: string,
  params?: Record<string, unknown>,
) => string;

/**
 * Texts of the UI. `t` knows the texts at compile time; `code` is for codes that come from the
 * server and answers the last part of the code when no text is known for it, so that a kind from
 * outside is readable before it brings its texts.
 *
 * @public
 */
export function useItsmText() {
  const { t } = useTranslationRef(itsmTranslationRef);
  const code = useCallback<CodeText>(
    (key, params) => {
      const text = (t as unknown as CodeText)(key, params);
      return text === key ? readable(key) : text;
    },
    [t],
  );
  return { t, code };
}

/** `kind.request.state.in_fulfilment` → `in fulfilment`. */
function readable(code: string): string {
  return code.slice(code.lastIndexOf('.') + 1).replace(/_/g, ' ');
}
