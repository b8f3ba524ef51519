import { useCallback } from 'react';
import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { kindViewsApiRef, type KindViewsApi } from '../kindView/kindViewsApi';
import type { CodeText } from './CodeText';
import { itsmTranslationRef } from './itsmTranslationRef';

/** Key of a text that is known at compile time; plural forms share one key. @public */
export type ItsmTextKey = keyof typeof itsmTranslationRef.T extends infer Key
  ? Key extends `${infer Base}_one`
    ? Base
    : Key extends `${string}_other`
      ? never
      : Key & string
  : never;

/**
 * Texts of the UI. `t` knows the texts at compile time; `code` is for codes that come from the
 * server and returns the last part of the code when no text is known for it, so that a kind from
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
      return ofKind(views, key, params, translate) ?? readable(key);
    },
    [translate, views],
  );
  return { t: translate, code };
}

/** What the view of a kind from outside says of itself, else what is true of any kind. */
function ofKind(
  views: KindViewsApi | undefined,
  key: string,
  params: Record<string, unknown> = {},
  translate: CodeText,
): string | undefined {
  const [, kind, rest] = /^kind\.(\w+)\.(.+)$/.exec(key) ?? [];
  const entry = views?.entries.find(each => each.kind === kind);
  if (!entry) return undefined;
  const text = entry.texts?.[rest];
  if (text) {
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) =>
      String(params[name] ?? ''),
    );
  }
  const general = `kind.any.${rest}`;
  const said = translate(general, {
    name: (entry.texts?.name ?? kind).toLowerCase(),
    plural: (entry.texts?.plural ?? entry.plural).toLowerCase(),
    ...params,
  });
  return said === general ? undefined : sentence(said);
}

/** `kind.request.state.in_fulfilment` → `In fulfilment`; what may be somebody's own word stays as it is. */
function readable(code: string): string {
  const word = code.slice(code.lastIndexOf('.') + 1).replace(/_/g, ' ');
  return /^(kind|field|action)\./.test(code) ? sentence(word) : word;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
