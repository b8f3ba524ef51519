// The floor under every request: what a plugin of the same backend needs to do nothing at all.
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { kindPermissions } from 'backstage-plugin-itsm-common';
import { isSigned } from 'backstage-plugin-itsm-node';
import express from 'express';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { GITHUB_SECRET } from 'itsm-harness';

/** Where the probe answers, below the backend's address. */
export const PROBE = '/api/probe';

/** As in the itsm plugin. */
const HOOK_LIMIT = '1mb';

/**
 * `GET /hello` authenticates and answers. `GET /permitted` also asks the policy once. `GET
 * /delay` tells how long the event loop was held up since it was asked before, in ms. `POST /hook`
 * proves the sender of a webhook and forgets what it sent.
 */
export default createBackendPlugin({
  pluginId: 'probe',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ httpAuth, httpRouter, permissions }) {
        const router = express.Router();
        const credentials = (req: express.Request) =>
          httpAuth.credentials(req, { allow: ['user', 'service'] });
        const orFail =
          (handle: (req: express.Request, res: express.Response) => unknown) =>
          (
            req: express.Request,
            res: express.Response,
            next: express.NextFunction,
          ) => {
            Promise.resolve(handle(req, res)).catch(next);
          };

        router.get(
          '/hello',
          orFail(async (req, res) => {
            await credentials(req);
            res.json({ hello: 'world' });
          }),
        );
        router.get(
          '/permitted',
          orFail(async (req, res) => {
            const [decision] = await permissions.authorizeConditional(
              [{ permission: kindPermissions('incident').read }],
              { credentials: await credentials(req) },
            );
            res.json({ result: decision.result });
          }),
        );
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        router.get(
          '/delay',
          orFail(async (req, res) => {
            await credentials(req);
            const [p99, max] = [delay.percentile(99), delay.max];
            delay.reset();
            res.json({ p99: p99 / 1e6, max: max / 1e6 });
          }),
        );
        router.post(
          '/hook',
          express.raw({ type: () => true, limit: HOOK_LIMIT, inflate: false }),
          (req, res) => {
            const proven = isSigned(
              req.body,
              req.header('x-hub-signature-256'),
              [GITHUB_SECRET],
            );
            res.status(proven ? 202 : 401).json({ proven });
          },
        );
        httpRouter.use(router);
        httpRouter.addAuthPolicy({ path: '/hook', allow: 'unauthenticated' });
      },
    });
  },
});
