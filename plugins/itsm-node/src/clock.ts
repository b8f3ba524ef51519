import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** Tells the time: epoch milliseconds. Rules never read a clock, they are given one. @public */
export interface ItsmClock {
  now(): number;
}

/** Replaced in tests; installations keep the default. @public */
export const itsmClockServiceRef = createServiceRef<ItsmClock>({
  id: 'itsm.clock',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ now: () => Date.now() }),
    }),
});
