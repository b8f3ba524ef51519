import type { TortureTest } from '../TortureTest';

/** Every test, in order of value. */
export const tests: readonly TortureTest[] = [];
