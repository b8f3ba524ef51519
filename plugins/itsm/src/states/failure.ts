import { ItsmRequestError } from 'backstage-plugin-itsm-common';
import type { CodeText, ItsmTextKey } from 'backstage-plugin-itsm-react';

/** What went wrong, as far as a reader can do something about it. */
export type FailureCause =
  'offline' | 'forbidden' | 'signedOut' | 'missing' | 'busy' | 'failed';

const CAUSE_OF_STATUS: Record<number, FailureCause> = {
  401: 'signedOut',
  403: 'forbidden',
  404: 'missing',
  429: 'busy',
  502: 'offline',
  503: 'offline',
  504: 'offline',
};

/** No answer at all counts as offline: the request never reached anybody. */
export function causeOf(error: Error): FailureCause {
  if (!(error instanceof ItsmRequestError)) return 'offline';
  return CAUSE_OF_STATUS[error.status] ?? 'failed';
}

interface Texts {
  t: (key: ItsmTextKey, params?: Record<string, unknown>) => string;
  code: CodeText;
}

const TIME = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** One sentence for a code of the server; undefined for one that nobody has put into words. */
function wordsOf(
  code: string,
  params: Record<string, unknown>,
  text: Texts,
): string | undefined {
  return ['refusal', 'error']
    .map(family => `${family}.${code}`)
    .map(key => [key, text.t(key as ItsmTextKey, spoken(params, text.code))])
    .find(([key, told]) => told !== key)?.[1];
}

/** One sentence for a failed write, in the reader's words. */
export function failureText(error: unknown, text: Texts): string {
  if (!(error instanceof ItsmRequestError)) return text.t('error.network');
  const { code, params, status, message } = error;
  return wordsOf(code, { ...params, status, message }, text) ?? message;
}

/** Why one of several records was refused, in the reader's words. */
export const reasonText = (
  { code, params }: { code: string; params?: Record<string, unknown> },
  text: Texts,
): string => wordsOf(code, params ?? {}, text) ?? text.code(`refusal.${code}`);

const SPOKEN = ['field', 'otherField', 'fields'];
/** Parameters that are instants, in milliseconds. */
const INSTANTS = ['until'];

/** Field names among the parameters are spoken as their labels, instants as times, lists with commas. */
function spoken(params: Record<string, unknown>, code: CodeText) {
  const said = (name: string, value: unknown) => {
    if (SPOKEN.includes(name)) return code(`field.${value}`);
    return INSTANTS.includes(name) && typeof value === 'number'
      ? TIME.format(value)
      : value;
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map(each => said(name, each)).join(', ')
        : said(name, value),
    ]),
  );
}

/** Why an action is refused, in the reader's words. */
export function refusalText(
  refused: { code: string; params?: Record<string, unknown> },
  code: CodeText,
): string {
  return code(`refusal.${refused.code}`, spoken(refused.params ?? {}, code));
}
