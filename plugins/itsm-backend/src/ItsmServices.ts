import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type {
  DeploymentSource,
  ItsmTime,
  Reactor,
} from 'backstage-plugin-itsm-node';
import type { z } from 'zod';

/** Services of the installation, and what modules added. */
export interface ItsmServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  clock: ItsmTime;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: typeof metricsServiceRef.T;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  signals: SignalsService;
  tracing: typeof tracingServiceRef.T;
  userInfo: UserInfoService;
  kinds: readonly KindDefinition[];
  sources: readonly DeploymentSource[];
  reactors: readonly Reactor[];
  configSections: ReadonlyMap<string, z.ZodType>;
}
