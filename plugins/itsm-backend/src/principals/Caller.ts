import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  createPermission,
  type PermissionCriteria,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  itsmPermissions,
  kindPermissions,
  NotPermittedError,
  recordReadInternalPermission,
  type Actor,
  type Capability,
  type ItsmRecord,
  type KindPermissions,
  type RecordPermission,
} from 'backstage-plugin-itsm-common';
import type { RecordFilter, RecordResource } from 'backstage-plugin-itsm-node';
import { criteriaOf, meets, type Criteria } from './criteria';

/** The services that tell who calls and what the policy says. */
export interface CallerServices {
  auth: AuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  toFilters: (conditions: any) => PermissionCriteria<RecordFilter>;
}

type RecordVerb = Exclude<keyof KindPermissions, 'create'>;

/** The caller of one request. Decisions are asked once per request and never kept longer. */
export class Caller {
  readonly actor: Actor;
  private readonly decided = new Map<string, Promise<Criteria>>();
  private ownership?: Promise<string[]>;

  constructor(
    private readonly services: CallerServices,
    readonly credentials: BackstageCredentials,
    /** Told about each denial, for metrics. */
    private readonly onDenied: (permission: string) => void = () => {},
  ) {
    const { auth } = services;
    this.actor = auth.isPrincipal(credentials, 'user')
      ? { type: 'user', ref: credentials.principal.userEntityRef }
      : {
          type: 'service',
          ref: `service:${
            auth.isPrincipal(credentials, 'service')
              ? credentials.principal.subject
              : 'unknown'
          }`,
        };
  }

  /** The caller's own entity refs: the user and the groups; a machine has only its name. */
  ownershipRefs(): Promise<string[]> {
    this.ownership ??=
      this.actor.type === 'user'
        ? this.services.userInfo
            .getUserInfo(this.credentials)
            .then(info => info.ownershipEntityRefs)
        : Promise.resolve([this.actor.ref]);
    return this.ownership;
  }

  /** Asks the policy for several permissions at once. */
  async prepare(kind: string, verbs: readonly RecordVerb[]): Promise<void> {
    const permissions = kindPermissions(kind);
    await this.ask([
      ...verbs.map(verb => permissions[verb]),
      ...(verbs.includes('act') ? [recordReadInternalPermission] : []),
    ]);
  }

  criteria(kind: string, verb: RecordVerb): Promise<Criteria> {
    return this.criteriaFor(kindPermissions(kind)[verb]);
  }

  /** Decisions that were prepared or asked before, for rows in a loop. */
  async judge(kind: string): Promise<Judge> {
    await this.prepare(kind, ['read', 'update', 'act', 'approve', 'override']);
    const [read, update, act, approve, override, internal] = await Promise.all([
      this.criteria(kind, 'read'),
      this.criteria(kind, 'update'),
      this.criteria(kind, 'act'),
      this.criteria(kind, 'approve'),
      this.criteria(kind, 'override'),
      this.criteriaFor(recordReadInternalPermission),
    ]);
    return new Judge(this.actor, {
      read,
      update,
      act,
      approve,
      override,
      internal,
    });
  }

  /** @throws NotPermittedError when the policy does not grant a basic permission. */
  async require(permission: BasicPermission): Promise<void> {
    if (!(await this.has([permission]))[0]) {
      this.denied(permission.name);
    }
  }

  async has(permissions: BasicPermission[]): Promise<boolean[]> {
    const answers = await this.services.permissions.authorize(
      permissions.map(permission => ({ permission })),
      { credentials: this.credentials },
    );
    return answers.map(answer => answer.result === AuthorizeResult.ALLOW);
  }

  /** The same for basic permissions that a kind names; an empty list asks nobody. */
  async hasNamed(names: readonly string[]): Promise<boolean[]> {
    if (names.length === 0) return [];
    return this.has(
      names.map(
        name =>
          itsmPermissions.find(
            (p): p is BasicPermission => p.name === name && p.type === 'basic',
          ) ?? createPermission({ name, attributes: {} }),
      ),
    );
  }

  denied(permission: string, message?: string): never {
    this.onDenied(permission);
    throw new NotPermittedError(permission, message);
  }

  private async criteriaFor(permission: RecordPermission): Promise<Criteria> {
    if (!this.decided.has(permission.name)) await this.ask([permission]);
    return this.decided.get(permission.name)!;
  }

  private async ask(permissions: RecordPermission[]): Promise<void> {
    const unknown = permissions.filter(p => !this.decided.has(p.name));
    if (unknown.length === 0) return;
    const answers = this.services.permissions.authorizeConditional(
      unknown.map(permission => ({ permission })),
      { credentials: this.credentials },
    );
    unknown.forEach((permission, index) => {
      const criteria = answers.then(list =>
        criteriaOf(list[index], this.services.toFilters),
      );
      // Whoever awaits it sees the failure; a request that ended early must not crash the process.
      criteria.catch(() => {});
      this.decided.set(permission.name, criteria);
    });
    await answers;
  }
}

/** What the policy's decisions make of a caller towards records of one kind. */
export class Judge {
  constructor(
    private readonly actor: Actor,
    readonly criteria: Record<
      'read' | 'update' | 'act' | 'approve' | 'override' | 'internal',
      Criteria
    >,
  ) {}

  may(
    verb: 'read' | 'update' | 'act' | 'approve' | 'override',
    resource: RecordResource,
  ): boolean {
    return meets(this.criteria[verb], resource);
  }

  /**
   * Internal notes: by permission, and never for the person whom the record is about, also when
   * that person is an administrator.
   */
  mayReadInternal(
    record: Pick<ItsmRecord, 'requester'>,
    resource: RecordResource,
  ): boolean {
    return (
      record.requester !== this.actor.ref &&
      meets(this.criteria.internal, resource)
    );
  }

  capabilities(
    record: Pick<ItsmRecord, 'requester' | 'openedBy'>,
    resource: RecordResource,
  ): Capability[] {
    const isRequester = [record.requester, record.openedBy].includes(
      this.actor.ref,
    );
    return [
      ...(this.may('act', resource) ? (['agent'] as const) : []),
      ...(isRequester ? (['requester'] as const) : []),
      ...(this.may('approve', resource) ? (['approver'] as const) : []),
      ...(this.may('override', resource) ? (['manager'] as const) : []),
    ];
  }
}
