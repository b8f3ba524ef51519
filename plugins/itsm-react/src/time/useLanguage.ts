import {
  appLanguageApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';

/**
 * The language that dates are written in: the one chosen in the portal, in the country's form of the
 * browser where that speaks it too. Undefined: the browser's.
 *
 * @public
 */
export function useLanguage(): string | undefined {
  const chosen = useApiHolder().get(appLanguageApiRef)?.getLanguage().language;
  return chosen && !navigator.language.startsWith(chosen) ? chosen : undefined;
}
