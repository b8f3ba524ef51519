import { inRoot } from '../bootstrap/paths.mjs';

/** Arguments of Node to run TypeScript of this repository from its sources. */
export const RUN_TYPESCRIPT = [
  '--require',
  inRoot('scripts', 'process', 'typescript.cjs'),
];
