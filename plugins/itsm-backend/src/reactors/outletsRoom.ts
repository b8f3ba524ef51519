import { timeOfId } from '../database/database';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { House } from '../House';
import type { Room } from '../room';
import { secondsSince } from '../secondsSince';
import { eventsReactor } from './eventsReactor';
import { NeededPlugin } from './MissingPlugins';
import { neighbourReactor } from './neighbourReactor';
import { notificationsReactor } from './notificationsReactor';
import { reactionsCompanion } from './reactionsCompanion';
import { countDeadReactions, oldestReaction } from './reactionRows';
import { ReactorRunner } from './ReactorRunner';
import { SignalsReactor } from './signalsReactor';

const EVENTS_REMEDY =
  "events and signals don't reach other processes. Add @backstage/plugin-events-backend to the backend, or set events.useEventBus to never.";

/** The outlets that follow committed entries: what is queued with a record, and who works it off. */
export function outletsRoom(house: House): Room {
  const { knex, kinds, now, processId, records, services, config } = house;
  const { metrics, logger } = services;
  const needed = {
    notifications: new NeededPlugin(
      'notifications',
      'nobody is notified of records. Add @backstage/plugin-notifications-backend to the backend.',
      services.notifications,
      'send',
    ),
    events: new NeededPlugin(
      'events',
      EVENTS_REMEDY,
      services.events,
      'publish',
    ),
    signals: new NeededPlugin(
      'events',
      EVENTS_REMEDY,
      services.signals,
      'publish',
    ),
  };
  const signals = new SignalsReactor(needed.signals.service, {
    channels: house.channels,
    now: Date.now,
    later: (delayMs, work) => setTimeout(work, delayMs).unref(),
  });
  // Each commit asks; by the first one all rooms are made
  let all: readonly Reactor[] | undefined;
  const reactors = () =>
    (all ??= house.rooms.flatMap(room => room.reactors ?? []));
  const reactions = metrics.createCounter('itsm.reactions', {
    description: 'Work of outlets, by outlet and outcome',
    unit: '{entry}',
  });
  const lag = metrics.createGauge('itsm.reactor.lag', {
    description: 'Age of the oldest entry that an outlet has not seen',
    unit: 's',
  });
  const dead = metrics.createGauge('itsm.reactions.dead', {
    description: 'Work that outlets have given up',
    unit: '{entry}',
  });
  const runner = new ReactorRunner({
    knex,
    kinds,
    reactors,
    processId,
    now,
    logger,
    reactLimitMs: config.outletLimitMs,
    onOutcome: (reactor, outcome) => reactions.add(1, { reactor, outcome }),
  });
  return {
    name: 'outlets',
    reactors: [
      needed.notifications.outlet(
        notificationsReactor(needed.notifications.service, house.verbs),
      ),
      needed.events.outlet(eventsReactor(needed.events.service, records)),
      needed.signals.outlet(signals),
      neighbourReactor(records, now),
      ...services.reactors,
    ],
    companions: [reactionsCompanion(reactors)],
    onCommitted: () => runner.nudge(),
    tasks: [
      {
        id: 'itsm-outlets',
        scope: 'local',
        everySeconds: 10,
        async run() {
          await runner.drain();
          const oldest = await oldestReaction(knex);
          const at = oldest === undefined ? undefined : timeOfId(oldest);
          lag.record(secondsSince(at, now()));
          dead.record(await countDeadReactions(knex));
        },
      },
    ],
    async stop() {
      await runner.stop();
      signals.stop();
    },
  };
}
