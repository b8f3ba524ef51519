import type { EventsService } from '@backstage/plugin-events-node';
import type { CommittedEntry, Reactor } from 'backstage-plugin-itsm-node';

/** Topic of every record event on Backstage's bus. */
export const RECORD_TOPIC = 'itsm.record';

/**
 * A CloudEvents 1.0 object. `id` is the entry's, so whoever gets it twice can tell. A restricted
 * record and an internal entry give their ids only: subscribers are asked for no permission.
 */
export function cloudEventOf({ entry, record, links }: CommittedEntry) {
  const discreet = record.restricted || entry.audience === 'internal';
  return {
    specversion: '1.0',
    id: entry.id,
    source: '/api/itsm',
    type: `itsm.${record.kind}.${entry.verb}`,
    subject: record.number,
    time: new Date(entry.at).toISOString(),
    datacontenttype: 'application/json',
    data: discreet
      ? { record: { number: record.number }, entry: { id: entry.id } }
      : {
          record: {
            number: record.number,
            kind: record.kind,
            state: record.state,
            title: record.title,
            priority: record.priority,
            environment: record.environment,
          },
          entry: {
            id: entry.id,
            verb: entry.verb,
            actor: entry.actor,
            body: entry.body,
          },
          links,
        },
  };
}

/** Publishes each entry on Backstage's events bus, which is at-most-once: an outlet, no more. */
export function eventsReactor(events: Pick<EventsService, 'publish'>): Reactor {
  return {
    name: 'events',
    follows: () => true,
    react: async committed => {
      await events.publish({
        topic: RECORD_TOPIC,
        eventPayload: cloudEventOf(committed),
      });
    },
  };
}
