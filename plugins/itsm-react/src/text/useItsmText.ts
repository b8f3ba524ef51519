import { useCallback } from 'react';
import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { kindViewsApiRef, type KindViewsApi } from '../kindView/kindViewsApi';
import { itsmTranslationRef } from './itsmTranslationRef';

/** Key of a text that is known at compile time; plural forms share one key. @public */
export type ItsmTextKey = keyof typeof itsmTranslationRef.T extends infer Key
  ? Key extends `${infer Base}_one`
    ? Base
    : Key extends `${string}_other`
      ? never
      : Key & string
  : never;

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
export function useItsmText(): {
  t: (key: ItsmTextKey, params?: Record<string, unknown>) => string;
  code: CodeText;
} {
  const translate = useTranslationRef(itsmTranslationRef)
    .t as unknown as CodeText;
  const views = useApiHolder().get(kindViewsApiRef);
  const code = useCallback<CodeText>(
    (key, params) => {
      const text = translate(key, params);
      if (text !== key) return text;
      return ofKind(views, key, params) ?? readable(key);
    },
    [translate, views],
  );
  return { t: translate, code };
}

/** What the view of a kind from outside says of itself. */
function ofKind(
  views: KindViewsApi | undefined,
  key: string,
  params: Record<string, unknown> = {},
): string | undefined {
  const [, kind, rest] = /^kind\.(\w+)\.(.+)$/.exec(key) ?? [];
  return views?.entries
    .find(entry => entry.kind === kind)
    ?.texts?.[rest]?.replace(/\{\{(\w+)\}\}/g, (_, name) =>
      String(params[name] ?? ''),
    );
}

/** `kind.request.state.in_fulfilment` → `in fulfilment`. */
function readable(code: string): string {
  return code.slice(code.lastIndexOf('.') + 1).replace(/_/g, ' ');
}
