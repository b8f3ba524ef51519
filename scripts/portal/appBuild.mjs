import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, logFile } from '../bootstrap/paths.mjs';
import { step } from '../process/progress.mjs';
import { run } from '../process/run.mjs';
import { hashSources } from './workspaceSources.mjs';

/** Builds a frontend (a folder of packages), unless it is built from these very sources. */
export async function ensureAppBuilt({ node, env }, name = 'app') {
  const stampFile = inRoot('packages', name, 'dist', '.sources');
  const hash = hashSources(
    name,
    inRoot('yarn.lock'),
    inRoot('app-config.yaml'),
  );
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;

  await step(`Frontend ${name}`, () =>
    run(
      'The build of the frontend',
      node,
      [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        'package',
        'build',
      ],
      { cwd: inRoot('packages', name), env, log: logFile(`${name}-build`) },
    ),
  );
  writeFileSync(stampFile, hash);
}
