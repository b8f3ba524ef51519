import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, logFile } from '../bootstrap/paths.mjs';
import { step } from '../process/progress.mjs';
import { run } from '../process/run.mjs';
import { hashSources } from './workspaceSources.mjs';

const stampFile = inRoot('packages', 'app', 'dist', '.sources');

/** Builds the frontend, unless it is built from these very sources. */
export async function ensureAppBuilt({ node, env }) {
  const hash = hashSources(
    'app',
    inRoot('yarn.lock'),
    inRoot('app-config.yaml'),
  );
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;

  await step('Frontend', () =>
    run(
      'The build of the frontend',
      node,
      [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        'package',
        'build',
      ],
      { cwd: inRoot('packages', 'app'), env, log: logFile('app-build') },
    ),
  );
  writeFileSync(stampFile, hash);
}
