import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  DefaultNotificationService,
  notificationService,
  type NotificationService,
} from '@backstage/plugin-notifications-node';
import { itsmTimeServiceRef, type ItsmTime } from 'backstage-plugin-itsm-node';
import { DemoClock } from './DemoClock';

/**
 * Nobody is told of what happened last year: Backstage stamps notices with the real time, and a
 * thousand of them "a minute ago" would be untrue. What happens after the history is told.
 */
export const afterHistory = (
  notifications: NotificationService,
  clock: ItsmTime,
): NotificationService => ({
  send: async options => {
    if (clock instanceof DemoClock && !clock.isReal) return;
    await notifications.send(options);
  },
});

/** The notifications of the demo portal. */
export const demoNotificationsFactory = createServiceFactory({
  service: notificationService,
  deps: {
    auth: coreServices.auth,
    discovery: coreServices.discovery,
    clock: itsmTimeServiceRef,
  },
  factory: ({ clock, ...deps }) =>
    afterHistory(DefaultNotificationService.create(deps), clock),
});
