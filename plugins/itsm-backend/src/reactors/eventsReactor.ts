import type { EventsService } from '@backstage/plugin-events-node';
import type { Entry, KindDefinition, Link } from 'backstage-plugin-itsm-common';
import type { CommittedEntry, Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { Records } from '../records/Records';
import { numbersIn, withoutNumbers } from '../timeline/recordNumbers';

/** Topic of every record event on Backstage's bus. */
export const RECORD_TOPIC = 'itsm.record';

/**
 * A CloudEvents 1.0 object. `id` is the entry's, so whoever gets it twice can tell. A private
 * record and an internal entry give their ids only: subscribers are asked for no permission.
 */
function cloudEventOf({
  entry,
  record,
  links,
  isPrivate,
}: Omit<CommittedEntry, 'principals'>) {
  const discreet = isPrivate || entry.audience === 'internal';
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

/** An entry and links that say nothing of records that are private: that they are linked is theirs, too. */
async function withoutPrivateRecords(
  knex: Knex,
  kind: KindDefinition,
  { entry, links }: { entry: Entry; links: Link[] },
): Promise<{ entry: Entry; links: Link[] }> {
  const linked = links.filter(({ target }) => target === 'record');
  const named = [...numbersIn(kind, entry), ...linked.map(({ ref }) => ref)];
  if (named.length === 0) return { entry, links };
  const hidden = new Set<string>(
    await knex('records')
      .whereIn('number', [...new Set(named)])
      .where({ restricted: 1 })
      .pluck('number'),
  );
  return {
    entry: {
      ...entry,
      body: withoutNumbers(kind, entry, number => hidden.has(number)),
    },
    links: links.filter(
      ({ target, ref }) => target !== 'record' || !hidden.has(ref),
    ),
  };
}

/** Publishes each entry on Backstage's events bus, which is at-most-once: an outlet, no more. */
export function eventsReactor(
  events: Pick<EventsService, 'publish'>,
  { knex, options }: Records,
): Reactor {
  return {
    name: 'events',
    follows: () => true,
    react: async committed => {
      const kind = options.kinds.get(committed.record.kind);
      await events.publish({
        topic: RECORD_TOPIC,
        eventPayload: cloudEventOf({
          ...committed,
          ...(await withoutPrivateRecords(knex, kind, committed)),
        }),
      });
    },
  };
}
