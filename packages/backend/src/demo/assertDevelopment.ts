import type { Config } from '@backstage/config';

/** Throws unless this process is a development one, or the configuration says it is. */
export function assertDevelopment(config: Config, nodeEnv: string | undefined) {
  if (nodeEnv === 'development') {
    return;
  }
  if (config.getOptionalString('auth.environment') === 'development') {
    return;
  }
  throw new Error(
    `The demo sign-in lets anybody be anybody and must not run in production (NODE_ENV is '${
      nodeEnv ?? ''
    }'). Remove it from packages/backend/src/index.ts and install an auth provider, or set auth.environment: development if this is a demo.`,
  );
}
