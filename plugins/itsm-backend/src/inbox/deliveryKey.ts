import { createHash } from 'node:crypto';

/** Wider than any id that a system sends; longer ones are digested. */
const MAX_ID_LENGTH = 160;
/** Characters of the body's digest that are kept beside an id. */
const DIGEST_LENGTH = 32;
const DIGEST = new RegExp(` [0-9a-f]{${DIGEST_LENGTH}}$`);

const digest = (data: string | Buffer) =>
  createHash('sha256').update(data).digest('hex');

/**
 * What makes two deliveries one: the id that the sender gave, and the body. A sender that uses an id again
 * for something else, such as a key per run, has told something else.
 */
export function deliveryKey(body: Buffer, id: string | undefined): string {
  if (!id) return digest(body);
  const short = id.length > MAX_ID_LENGTH ? digest(id) : id;
  return `${short} ${digest(body).slice(0, DIGEST_LENGTH)}`;
}

/** The id by which people find a delivery where it came from. */
export const senderIdOf = (key: string): string => key.replace(DIGEST, '');
