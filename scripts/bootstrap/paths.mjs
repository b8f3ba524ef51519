import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** The folder of the repository. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

export const inRoot = (...parts) => resolve(root, ...parts);

/** What these scripts fetch and write; safe to delete. */
export const toolchain = (...parts) => inRoot('.toolchain', ...parts);

export const logFile = name => toolchain('logs', `${name}.log`);
