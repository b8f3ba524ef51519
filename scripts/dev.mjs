// npm run dev: frontend on http://localhost:3000 and backend on 7007, both reloaded on change.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { inRoot, root } from './bootstrap/paths.mjs';
import { main } from './process/main.mjs';
import { exitOf } from './process/run.mjs';

await main(async () => {
  const { node, env } = await bootstrap();
  mkdirSync(inRoot('data', 'sqlite'), { recursive: true });
  const cli = inRoot(
    'node_modules',
    '@backstage',
    'cli',
    'bin',
    'backstage-cli',
  );
  const child = spawn(node, [cli, 'repo', 'start', ...process.argv.slice(2)], {
    cwd: root,
    env: { ...env, APP_CONFIG_app_baseUrl: '"http://localhost:3000"' },
    stdio: 'inherit',
  });
  // Ctrl-C reaches the child by itself; we only have to outlive it
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = (await exitOf(child)) === 0 ? 0 : 1;
});
