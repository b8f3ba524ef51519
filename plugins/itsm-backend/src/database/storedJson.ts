/** What a column of JSON holds; the fallback when somebody, or a lost disk, has broken it. */
export function storedJson<T, F>(text: string, fallback: F): T | F {
  try {
    return JSON.parse(text);
  } catch {
    return fallback;
  }
}
