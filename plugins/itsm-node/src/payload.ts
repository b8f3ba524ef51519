import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidInputError } from 'backstage-plugin-itsm-common';

const LONE_SURROGATE =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Databases refuse NUL and lone surrogates, and a sender can put both into valid JSON. */
const replaceUnstorable = (_key: string, value: unknown) =>
  typeof value === 'string'
    ? value.replace(LONE_SURROGATE, '\ufffd').replace(UNSTORABLE, '\ufffd')
    : value;

/**
 * Parses a body. Control characters and lone surrogates in its texts become U+FFFD; the raw bytes
 * stay as they came.
 *
 * @throws InvalidInputError (400) when it is no JSON object.
 * @public
 */
export function readJson(body: Buffer | string): Record<string, any> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'), replaceUnstorable);
  } catch {
    throw new InvalidInputError('The body is not JSON.', {}, 'not_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError(
      'The body is not a JSON object.',
      {},
      'not_json',
    );
  }
  return value as Record<string, any>;
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/**
 * True when the header is `sha256=<hex>` of the HMAC-SHA256 over the raw body with one of the
 * secrets. All secrets are tried and compared in constant time, so that the time taken tells
 * neither how much of a forged signature is right nor which secret is in use.
 *
 * @public
 */
export function isSigned(
  body: Buffer,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const sent = SIGNATURE.exec(header ?? '');
  if (!sent) return false;
  const signature = Buffer.from(sent[1], 'hex');
  let proven = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    proven = timingSafeEqual(expected, signature) || proven;
  }
  return proven;
}
