import { sha256 } from '../timeline/entryChain';

/**
 * A binary Merkle tree that is told its leaves one after the other: it keeps the tops of whole
 * subtrees only, twenty of them for a million leaves. An odd node moves up as it is.
 */
export class MerkleTree {
  /** From the largest subtree to the smallest; no two are of one height. */
  private readonly tops: { height: number; hash: string }[] = [];
  private leaves = 0;

  add(leaf: string): void {
    this.leaves += 1;
    let top = { height: 0, hash: leaf };
    for (;;) {
      const before = this.tops[this.tops.length - 1];
      if (before?.height !== top.height) break;
      this.tops.pop();
      top = { height: top.height + 1, hash: sha256(before.hash, top.hash) };
    }
    this.tops.push(top);
  }

  get size(): number {
    return this.leaves;
  }

  /** Of nothing: the hash of ''. */
  get root(): string {
    const hashes = this.tops.map(top => top.hash);
    return hashes.length === 0
      ? sha256('')
      : hashes.reduceRight((right, left) => sha256(left, right));
  }
}
