import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';

/** The root of the repository. */
export const ROOT = join(
  dirname(require.resolve('backend/package.json')),
  '..',
  '..',
);

/** The commit that runs, marked when files differ from it. */
export function gitCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no');
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** What a figure was made on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGib: number;
  os: string;
  node: string;
}

export function readMachine(): Machine {
  return {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.versions.node,
  };
}

/** Writes a file as the repository's prettier wants it, whole or not at all. */
export async function writeFormatted(
  file: string,
  text: string,
): Promise<void> {
  // Not above: jest can't load it
  const { format, resolveConfig } = await import('prettier');
  const config = await resolveConfig(file);
  writeWhole(file, await format(text, { ...config, filepath: file }));
}

/** Whoever reads the file meanwhile, or after a crash, finds the old text or the new one. */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
