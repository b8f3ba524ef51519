import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';

interface Payload {
  name?: string;
  /** Of a signal. */
  channel?: string;
}

/** JSON array of the topics that this process subscribes to. */
export const TOPICS_VARIABLE = 'ITSM_TORTURE_TOPICS';
/** The plugin's id, and so the name of its schema or file. */
export const SINK = 'eventsink';

/**
 * A subscriber as one would write it: it awaits an insert for every event that it is given, so that
 * what it has got outlives the process.
 */
export default createBackendPlugin({
  pluginId: SINK,
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        events: eventsServiceRef,
      },
      async init({ database, events }) {
        const knex = await database.getClient();
        if (!(await knex.schema.hasTable('received'))) {
          await knex.schema.createTable('received', table => {
            table.string('name').notNullable();
          });
        }
        for (const topic of JSON.parse(process.env[TOPICS_VARIABLE] ?? '[]')) {
          await events.subscribe({
            id: `sink-${topic}`,
            topics: [topic],
            onEvent: async ({ eventPayload }) => {
              const { name, channel } = eventPayload as Payload;
              await knex('received').insert({ name: name ?? channel });
            },
          });
        }
      },
    });
  },
});
