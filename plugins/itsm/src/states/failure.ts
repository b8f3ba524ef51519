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

/** One sentence for a failed write, in the reader's words. */
export function failureText(
  error: unknown,
  text: {
    t: (key: ItsmTextKey, params?: Record<string, unknown>) => string;
    code: CodeText;
  },
): string {
  if (!(error instanceof ItsmRequestError)) return text.t('error.network');
  const params = {
    ...error.params,
    status: error.status,
    message: error.message,
  };
  for (const family of ['refusal', 'error']) {
    const key = `${family}.${error.code}`;
    const told = text.t(key as ItsmTextKey, spoken(params, text.code));
    if (told !== key) return told;
  }
  return error.message;
}

/** Field names among the parameters are spoken as their labels. */
function spoken(params: Record<string, unknown>, code: CodeText) {
  if (!Array.isArray(params.fields)) return params;
  const fields = params.fields.map(name => code(`field.${name}`)).join(', ');
  return { ...params, fields };
}

/** Why an action is refused, in the reader's words. */
export function refusalText(
  refused: { code: string; params?: Record<string, unknown> },
  code: CodeText,
): string {
  return code(`refusal.${refused.code}`, spoken(refused.params ?? {}, code));
}
