/** Licences that let a company use, change and sell without giving its own sources away. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  // The same, as argparse names it since 3.0
  'PSF-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** SPDX: one of the alternatives is enough, of joined licences all must be permissive. */
export function isPermissive(expression: string): boolean {
  return expression
    .replace(/[()]/g, ' ')
    .split(/ or /i)
    .some(alternative =>
      alternative
        .split(/ and /i)
        .map(name => name.trim().replace(/^Apache 2\.0$/, 'Apache-2.0'))
        .every(name => PERMISSIVE.has(name)),
    );
}
