import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  itsmConfigExtensionPoint,
  itsmSourcesExtensionPoint,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';
import { databaseIds } from './__testUtils__/databases';
import { startItsm } from './__testUtils__/startItsm';
import { genericSource } from './deployments/genericSource';

const databases = TestDatabases.create({ ids: databaseIds });
const [id] = databaseIds;

/** A module with settings, and with a source that has some, too. */
const pipelines = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'pipelines',
  register(env) {
    env.registerInit({
      deps: {
        config: itsmConfigExtensionPoint,
        sources: itsmSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        config.addSection(
          'pipelines',
          z.strictObject({ retries: z.number().max(3) }),
        );
        sources.addSource({
          ...genericSource,
          name: 'pipelines',
          instanceConfig: { region: z.enum(['eu', 'us']) },
        });
      },
    });
  },
});

describe('a backend with settings that can not be right', () => {
  const start = async (itsm: object, features: any[] = []) =>
    startItsm({ knex: await databases.init(id), itsm, features });
  const hooks = (over: object) => ({
    ci: {
      source: 'pipelines',
      secrets: ['a-secret-of-the-tests'],
      ...over,
    },
  });

  it('does not start, and says which they are', async () => {
    await expect(
      start({
        outlets: { limit: { seconds: -1 } },
        incidents: { autoclose: '1d' },
      }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /itsm\.incidents\.autoclose: there is no such setting[^]*itsm\.outlets\.limit: must be a duration/,
      ),
    });
  });

  it('takes those that modules and sources declare, in their ranges', async () => {
    const right = { pipelines: { retries: 3 }, hooks: hooks({ region: 'eu' }) };
    await expect(start(right)).rejects.toThrow(/itsm\.pipelines/);
    const itsm = await start(right, [pipelines]);
    await itsm.stop();
    await expect(
      start({ pipelines: { retries: 4 }, hooks: hooks({}) }, [pipelines]),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /itsm\.pipelines\.retries: [^]*itsm\.hooks\.ci\.region: /,
      ),
    });
  });
});
