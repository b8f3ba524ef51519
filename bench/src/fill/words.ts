import { seeded, type Seeded } from 'itsm-harness';

/** Full-text queries, and how often they match. */
export const QUERY_WORDS = {
  /** In ten records, however many there are. */
  rare: 'zirconium',
  /** In 40 % of the records. */
  common: 'error',
  /** Each in an eighth of the records, together in 0.2 %. */
  three: 'payment gateway timeout',
};

const REAL =
  'checkout latency pod restart disk memory queue certificate expired slow login database replica network packet cache index deploy rollback service cluster node region storage volume backup snapshot proxy ingress session token user report invoice order basket stock shipping search page request response thread pool connection socket handshake schema migration lock deadlock batch job worker consumer topic partition offset retry alert metric dashboard trace log release build pipeline artifact config secret flag feature mobile browser printer laptop mailbox calendar license account password screen keyboard monitor dock vpn wifi office'.split(
    ' ',
  );

const SYLLABLES =
  'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cla dri flo gru pra sti tro ble cri'.split(
    ' ',
  );

/** Words of about the variety of a real service desk: few are frequent, most are not. */
function vocabulary(size: number): string[] {
  const random = seeded(7);
  const words = new Set(REAL);
  while (words.size < size) {
    const length = 2 + random.below(2);
    words.add(
      Array.from({ length }, () => random.pick(SYLLABLES)).join('') +
        random.pick(['n', 'r', 's', 't']),
    );
  }
  return [...words];
}

const WORDS = vocabulary(8_000);

/** Words without meaning; frequent ones come first in the vocabulary. */
export function someWords(random: Seeded, count: number): string {
  let text = '';
  for (let i = 0; i < count; i += 1) {
    const word = WORDS[Math.floor(WORDS.length * random() ** 2)];
    text += i === 0 ? word : ` ${word}`;
  }
  return text;
}

const THREE = QUERY_WORDS.three.split(' ');

/** The description of record number `n` of `size`, with the words that queries look for. */
export function description(random: Seeded, n: number, size: number): string {
  const words = [someWords(random, 18 + random.below(20))];
  if (random() < 0.4) words.push(QUERY_WORDS.common);
  for (const word of THREE) if (random() < 0.126) words.push(word);
  const tenth = Math.floor(size / 10);
  if (n % tenth === Math.floor(tenth / 2)) words.push(QUERY_WORDS.rare);
  return `${words.join(' ')}.`;
}
