import { createHash } from 'node:crypto';

/** An entity, with the relations that it has or that others have given it. */
export interface Node {
  ref: string;
  kind: string;
  name: string;
  uid: string;
  annotations: Record<string, string>;
  spec: Record<string, unknown>;
  relations: { type: string; targetRef: string }[];
}

/** A relation as its originator tells it, and the other way around. */
export interface Pair {
  origin: Node;
  type: string;
  inverse: string;
  targetRef: string;
}

/** The uid of an entity: the same in every database, so that facts can name it. */
export function uidOf(ref: string): string {
  const hex = createHash('sha256').update(ref).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
