import { readFileSync, rmSync } from 'node:fs';
import { inRoot, root, toolchain } from '../bootstrap/paths.mjs';
import { run } from '../process/run.mjs';
import { changedFiles } from './changedFiles.mjs';
import { copiesOf, doubled } from './copies.mjs';
import { inRunFolder } from './runFolder.mjs';

const bin = (name, file) =>
  inRoot('node_modules', ...name.split('/'), ...file.split('/'));
const PRETTIER = bin('prettier', 'bin/prettier.cjs');
const TSC = bin('typescript', 'bin/tsc');
const ESLINT = bin('eslint', 'bin/eslint.js');
const KNIP = bin('knip', 'bin/knip.js');
const REPO_TOOLS = bin('@backstage/repo-tools', 'bin/backstage-repo-tools');
export const BACKSTAGE_CLI = bin('@backstage/cli', 'bin/backstage-cli');

/** Runs a program of node_modules in the root of the repository, into the log of its step. */
export function runTool({ node, env }, step, program, args, options) {
  return run(step, node, [program, ...args], {
    cwd: root,
    env,
    log: inRunFolder(`${step}.log`),
    ...options,
  });
}

export const formatting = {
  name: 'formatting',
  run: tools =>
    runTool(tools, 'formatting', PRETTIER, [
      '--check',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${toolchain('formatting')}`,
      '.',
    ]),
};

/** Incremental: quick, and right about errors. */
export const quickTypes = {
  name: 'types',
  run: tools => runTool(tools, 'types', TSC, ['--pretty', 'false']),
};

/** From nothing: the order of keys in what it emits, and so in the API reports, depends on what it remembers. */
export const types = {
  name: 'types',
  run: tools => {
    rmSync(inRoot('dist-types'), { recursive: true, force: true });
    return quickTypes.run(tools);
  },
};

export const lint = {
  name: 'lint',
  run: tools =>
    runTool(tools, 'lint', BACKSTAGE_CLI, [
      'repo',
      'lint',
      '--max-warnings',
      '0',
      // Packages whose files and rules are as they were when nothing was wrong
      '--success-cache',
      `--success-cache-dir=${toolchain('lint')}`,
    ]),
};

/** Files, exports and dependencies that nothing uses; knip.jsonc says what it can't see, and why. */
export const unused = {
  name: 'unused',
  run: tools =>
    runTool(tools, 'unused', KNIP, [
      '--no-progress',
      '--treat-config-hints-as-errors',
    ]),
};

export const changes = {
  name: 'formatting and lint of changed files',
  run: async tools => {
    const files = changedFiles();
    const code = files.filter(f =>
      /^(packages|plugins)\/.*\.(js|jsx|ts|tsx|mjs|cjs)$/.test(f),
    );
    const prettier = ['--check', '--ignore-unknown', ...files];
    if (files.length) await runTool(tools, 'changes', PRETTIER, prettier);
    if (code.length)
      await runTool(tools, 'changes', ESLINT, ['--max-warnings=0', ...code]);
  },
};

const REPORT_ARGUMENTS = [
  'api-reports',
  '--validate-release-tags',
  // As Backstage does it: what a name says needs no sentence; and types of the workspace are read from its sources
  '--omit-messages',
  'ae-undocumented,ae-wrong-input-file-type',
  // Nobody outside uses what is private
  '--include',
  'plugins/*',
];

/** The public API of each package is what its committed report says. Reads what the types step emitted. */
export const apiReports = {
  name: 'api reports',
  run: tools =>
    runTool(tools, 'api-reports', REPO_TOOLS, [...REPORT_ARGUMENTS, '--ci']),
};

/** Writes the reports anew. */
export const writeApiReports = {
  name: 'api reports, written',
  run: async tools => {
    await types.run(tools);
    await runTool(tools, 'api-reports', REPO_TOOLS, REPORT_ARGUMENTS);
  },
};

/** What must hold for the workspace as a whole: its lockfile, its manifests, its configuration. */
export const workspace = {
  name: 'workspace',
  run: async tools => {
    const lockfile = readFileSync(inRoot('yarn.lock'), 'utf8');
    const url = /https?:\/\/[^\s"]+/.exec(lockfile);
    if (url) throw new Error(`yarn.lock names a registry: ${url[0]}`);
    // Contexts and refs of two copies do not know each other
    const several = doubled(copiesOf(lockfile, 'app'));
    if (several.length) {
      throw new Error(
        `packages/app has several copies of ${several.join(', ')}`,
      );
    }
    await runTool(tools, 'workspace', tools.yarn, ['dedupe', '--check']);
    await runTool(
      tools,
      'workspace',
      BACKSTAGE_CLI,
      ['repo', 'fix', '--publish', '--check'],
      { append: true },
    );
    await runTool(
      tools,
      'workspace',
      BACKSTAGE_CLI,
      ['config:check', '--lax', '--strict'],
      { append: true },
    );
  },
};
