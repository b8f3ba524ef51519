import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** Where the plugin answers, below the backend's address. */
export const COLLECTOR = '/api/collector';

/** Asked for it, it collects what nobody uses any more; a backend whose memory is watched has it. */
export default createBackendPlugin({
  pluginId: 'collector',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        setFlagsFromString('--expose-gc');
        const collect: () => void = runInNewContext('gc');
        httpRouter.use((_, res) => {
          collect();
          res.status(204).end();
        });
      },
    });
  },
});
