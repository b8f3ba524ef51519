import { createBackendModule } from '@backstage/backend-plugin-api';
import { itsmReactorsExtensionPoint } from 'backstage-plugin-itsm-node';
import { OUTLETS_VARIABLE, type Told } from './Told';

/** Loaded into backends: outlets that tell a sink in the test's process of every entry. */
export default createBackendModule({
  pluginId: 'itsm',
  moduleId: 'outlets-of-a-test',
  register(env) {
    env.registerInit({
      deps: { reactors: itsmReactorsExtensionPoint },
      async init({ reactors }) {
        const { url, names } = JSON.parse(process.env[OUTLETS_VARIABLE]!);
        for (const name of names) {
          reactors.addReactor({
            name,
            follows: () => true,
            // Like most outlets it has no patience limit of its own
            async react({ entry }) {
              const told: Told = {
                outlet: name,
                id: entry.id,
                recordId: entry.recordId,
                seq: entry.seq,
                pid: process.pid,
              };
              const { status } = await fetch(url, {
                method: 'POST',
                body: JSON.stringify(told),
              });
              if (status !== 200) throw new Error(`The sink says ${status}`);
            },
          });
        }
      },
    });
  },
});
