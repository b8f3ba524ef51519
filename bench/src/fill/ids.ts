import type { Seeded } from 'itsm-harness';

const QUADS = Array.from({ length: 65_536 }, (_, i) =>
  i.toString(16).padStart(4, '0'),
);

/** Four hexadecimal digits; a fill makes a hundred million of them. */
const quad = (random: Seeded) => QUADS[Math.floor(random() * 65_536)];

/** A UUIDv7 of this time; `order` tells ids of one millisecond apart. */
export function idAt(random: Seeded, at: number, order = 0): string {
  const time = at.toString(16).padStart(12, '0');
  const variant = QUADS[0x8000 + random.below(0x4000)];
  return `${time.slice(0, 8)}-${time.slice(8)}-${QUADS[0x7000 + order]}-${variant}-${quad(random)}${quad(random)}${quad(random)}`;
}

/** What the engine takes from `randomBytes`. */
export function salt(random: Seeded): string {
  let text = '';
  for (let i = 0; i < 8; i += 1) text += quad(random);
  return text;
}
