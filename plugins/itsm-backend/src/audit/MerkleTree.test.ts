import { sha256 } from '../timeline/entryChain';
import { MerkleTree } from './MerkleTree';

/** As the tree is defined: level by level, an odd node moves up as it is. */
function levelByLevel(level: string[]): string {
  if (level.length < 2) return level[0] ?? sha256('');
  const above = level.flatMap((hash, i) => {
    if (i % 2 === 1) return [];
    return i + 1 < level.length ? [sha256(hash, level[i + 1])] : [hash];
  });
  return levelByLevel(above);
}

describe('a Merkle tree', () => {
  it('has the root that its definition has, whatever its size', () => {
    const leaves: string[] = [];
    const tree = new MerkleTree();
    for (let size = 0; size < 200; size += 1) {
      expect(tree.size).toBe(size);
      expect(tree.root).toBe(levelByLevel(leaves));
      const leaf = sha256(String(size));
      leaves.push(leaf);
      tree.add(leaf);
    }
  });

  it('has another root when two leaves change places', () => {
    const rootOf = (...leaves: string[]) => {
      const tree = new MerkleTree();
      for (const leaf of leaves) tree.add(leaf);
      return tree.root;
    };
    expect(rootOf('a', 'b', 'c')).not.toBe(rootOf('a', 'c', 'b'));
    expect(rootOf('a', 'b', 'c')).not.toBe(rootOf('a', 'b'));
  });
});
