/** Of a word's letters, the share that may be wrong: short words differ in few letters and mean something else. */
const MISSPELT = 1 / 3;

const sorted = (word: string) => [...word].sort().join('');

/** Whether one word may be meant as the other, misspelt: in other case, order, or with some letters wrong. */
export function resembles(word: string, other: string): boolean {
  const [a, b] = [word.toLowerCase(), other.toLowerCase()];
  if (sorted(a) === sorted(b)) return true;
  // Levenshtein's distance, row by row
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[line - 1] === b[column - 1];
      next.push(
        Math.min(
          row[column] + 1,
          next[column - 1] + 1,
          row[column - 1] + (isSame ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[b.length] <= b.length * MISSPELT;
}
