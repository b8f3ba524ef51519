import { createHash } from 'node:crypto';
import type { Seeded } from 'itsm-harness';
import { hmac, signatureOf, type Letter, type SignedHook } from './hooks';

/** A body with what shall prove its sender, and does not. */
export interface Forgery {
  /** How it was made. */
  how: string;
  body: Buffer;
  /** Several: the header is sent so many times. */
  signature: string | string[] | undefined;
  headers?: Record<string, string>;
}

/** Every way we know to change a signed delivery, or to sign one without the key. */
export function forgeriesOf(
  hook: SignedHook,
  { body }: Letter,
  random: Seeded,
): Forgery[] {
  const good = signatureOf(hook.secrets[0], body);
  return [
    ...flippedBodies(body, good, random),
    ...changedBodies(body, good),
    ...flippedSignatures(body, good, random),
    ...badSignatures(hook, body, good),
  ];
}

function* flippedBodies(
  body: Buffer,
  signature: string,
  random: Seeded,
): Generator<Forgery> {
  for (let at = 0; at < body.length; at += 1) {
    const flipped = Buffer.from(body);
    // eslint-disable-next-line no-bitwise
    flipped[at] ^= 1 << random.below(8);
    yield { how: `bit flipped in byte ${at}`, body: flipped, signature };
  }
}

/** They mean the same or nearly so, but are not what was signed. */
function changedBodies(body: Buffer, signature: string): Forgery[] {
  const value = JSON.parse(body.toString());
  const bodies: Record<string, Buffer> = {
    'JSON written anew': Buffer.from(JSON.stringify(value, null, 1)),
    'JSON in another order': Buffer.from(
      JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
    ),
    'JSON with another member': Buffer.from(
      JSON.stringify({ ...value, added: true }),
    ),
    'a blank at the end': Buffer.concat([body, Buffer.from(' ')]),
    'a line break at the end': Buffer.concat([body, Buffer.from('\n')]),
    'a byte-order mark': Buffer.concat([Buffer.from('\ufeff'), body]),
    'its last byte cut': body.subarray(0, -1),
    'its first half': body.subarray(0, body.length / 2),
    'sent twice in one': Buffer.concat([body, body]),
    nothing: Buffer.alloc(0),
    'no JSON': Buffer.from('{"not": json'),
    'deep JSON': Buffer.from('['.repeat(100_000)),
  };
  return Object.entries(bodies).map(([how, changed]) => ({
    how: `${how} instead of the signed body`,
    body: changed,
    signature,
  }));
}

/** What a header can hold: visible ASCII. */
const isSendable = (code: number) => code > 0x20 && code < 0x7f;

function* flippedSignatures(
  body: Buffer,
  good: string,
  random: Seeded,
): Generator<Forgery> {
  for (let at = 0; at < good.length; at += 1) {
    const codes = [0, 1, 2, 3, 4, 5, 6]
      // eslint-disable-next-line no-bitwise
      .map(bit => good.charCodeAt(at) ^ (1 << bit))
      .filter(isSendable);
    const changed = String.fromCharCode(random.pick(codes));
    yield {
      how: `signature with ${changed} at ${at}`,
      body,
      signature: good.slice(0, at) + changed + good.slice(at + 1),
    };
  }
}

function badSignatures(
  { secrets, signatureHeader }: SignedHook,
  body: Buffer,
  good: string,
): Forgery[] {
  const [secret] = secrets;
  const hex = hmac(secret, body);
  const signatures: Record<string, Forgery['signature']> = {
    'no signature': undefined,
    'an empty signature': '',
    'only the algorithm': 'sha256=',
    'another key': signatureOf('a-key-that-was-never-good', body),
    'a retired key': signatureOf('the-oldest-secret-of-a-hook', body),
    'an empty key': signatureOf('', body),
    'the beginning of the key': signatureOf(secret.slice(0, -1), body),
    'the key with a line break': signatureOf(`${secret}\n`, body),
    'a digest without a key': `sha256=${createHash('sha256').update(body).digest('hex')}`,
    'the signature of nothing': signatureOf(secret, Buffer.alloc(0)),
    'the signature of its signature': signatureOf(secret, Buffer.from(good)),
    'SHA-1': `sha1=${hmac(secret, body, 'sha1')}`,
    'SHA-1 called SHA-256': `sha256=${hmac(secret, body, 'sha1')}`,
    'SHA-512': `sha512=${hmac(secret, body, 'sha512')}`,
    'SHA-512 called SHA-256': `sha256=${hmac(secret, body, 'sha512')}`,
    'no algorithm': hex,
    'its first half': `sha256=${hex.slice(0, 32)}`,
    'a digit too few': good.slice(0, -1),
    'a digit too many': `${good}0`,
    'the signature twice in one': `${good}${hex}`,
    'a good one after a bad one': `sha256=${'0'.repeat(64)}, ${good}`,
    'a good one before a bad one': `${good}, sha256=${'0'.repeat(64)}`,
    'the header twice': [good, good],
    'the header twice, once bad': [`sha256=${'0'.repeat(64)}`, good],
    zeros: `sha256=${'0'.repeat(64)}`,
    base64: `sha256=${Buffer.from(hex, 'hex').toString('base64')}`,
  };
  const forgeries: Forgery[] = Object.entries(signatures).map(
    ([how, signature]) => ({ how: `signed with ${how}`, body, signature }),
  );
  const others = [
    'x-hub-signature',
    'x-hub-signature-256',
    'x-itsm-signature-256',
    'x-signature',
    'webhook-signature',
    'authorization',
  ];
  for (const header of others.filter(name => name !== signatureHeader)) {
    forgeries.push({
      how: `a good signature in ${header}`,
      body,
      signature: undefined,
      headers: { [header]: good },
    });
  }
  return forgeries;
}
