import {
  InvalidInputError,
  PreconditionRequiredError,
} from 'backstage-plugin-itsm-common';

/**
 * The version in an If-Match header: a strong entity tag of RFC 9110, whose opaque part is the
 * record's version.
 *
 * @throws PreconditionRequiredError (428, RFC 6585) without the header, InvalidInputError when it
 *   is not one version.
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') {
    throw new PreconditionRequiredError();
  }
  const match = /^\s*"?(\d{1,9})"?\s*$/.exec(header);
  if (!match) {
    throw new InvalidInputError(
      'If-Match takes one version, for example If-Match: "3".',
      { header: header.slice(0, 100) },
      'invalid_if_match',
    );
  }
  return Number(match[1]);
}
