/**
 * A role of one's own that people and groups hold on records.
 *
 * @public
 */
export interface DeclaredRole {
  /** A noun, such as `player`. Unique in the installation. */
  name: string;
  /**
   * A rule by which policies can let in those who hold the role; left out: the role alone lets nobody in.
   * It takes `refs`, as the product's own rules do.
   */
  rule?: { name: string; description: string };
}
