import type { LoggerService } from '@backstage/backend-plugin-api';
import { MissingError } from 'backstage-plugin-itsm-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { errorHandler } from './errorHandler';
import { openApi } from './openApi';
import { mount, type Mounting } from './mount';
import type { Mounted } from './operation';
import type { RunningRequests } from './RunningRequests';

const JSON_LIMIT = '1mb';

/** The HTTP API: hooks first (they read raw bytes), then the operations, then errors. */
export function createRouter(options: {
  operations: readonly Mounted[];
  /** They read raw bytes. */
  hooks: readonly { path: string; router: Router }[];
  mounting: Omit<Mounting, 'json' | 'raw'>;
  running: RunningRequests;
  version: string;
  logger: LoggerService;
}): Router {
  const router = PromiseRouter();
  router.use(options.running.middleware);
  for (const { path, router: hook } of options.hooks) router.use(path, hook);
  const document = openApi(
    options.operations.map(({ operation }) => operation),
    options.version,
  );
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use(
    mount(options.operations, {
      ...options.mounting,
      json: express.json({ limit: JSON_LIMIT, strict: true }),
      raw: limit => express.raw({ type: () => true, limit }),
    }),
  );
  router.use(req => {
    throw new MissingError('route', `${req.method} ${req.path}`.slice(0, 200));
  });
  router.use(errorHandler(options.logger));
  return router;
}
