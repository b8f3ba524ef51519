import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** Tells the time: epoch milliseconds. Rules never read a clock, they are given one. @public */
export interface ItsmTime {
  now(): number;
}

/** Replaced in tests; installations keep the default. @public */
export const itsmTimeServiceRef = createServiceRef<ItsmTime>({
  id: 'itsm.time',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ now: () => Date.now() }),
    }),
});
