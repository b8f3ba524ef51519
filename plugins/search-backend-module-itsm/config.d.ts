import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      itsm?: {
        /** When records are read again. Default: every 10 minutes, 3 seconds after the start. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Records of each kind that are found, the newest first. Default: 10000 on PostgreSQL; 1000 elsewhere, where
         * search keeps its index in the memory of the backend.
         */
        limit?: number;
      };
    };
  };

  itsm?: {
    /** Kinds that are on or off, by name. A kind from a module is found when it stands here: `risk: true`. */
    modules?: { [kind: string]: boolean | undefined };
  };
}
