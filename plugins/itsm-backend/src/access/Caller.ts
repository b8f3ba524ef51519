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
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
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
  /** Those that are asked by name. */
  basicPermissions: readonly BasicPermission[];
}

/** Permissions that wait to be asked, and the decisions in the same order. */
interface Question {
  permissions: RecordPermission[];
  answers: Promise<PolicyDecision[]>;
}

type RecordVerb = Exclude<keyof KindPermissions, 'create'>;

/** The caller of one request. Decisions are asked once per request and never kept longer. */
export class Caller {
  readonly actor: Actor;
  private readonly decided = new Map<string, Promise<Criteria>>();
  private ownership?: Promise<string[]>;
  private question?: Question;

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

  criteria(kind: string, verb: RecordVerb): Promise<Criteria> {
    return this.criteriaFor(kindPermissions(kind)[verb]);
  }

  async mayRead(kind: string, resource: RecordResource): Promise<boolean> {
    return meets(await this.criteria(kind, 'read'), resource);
  }

  /** Everything the policy says about records of the kind, in one question to it. */
  async judge(kind: string): Promise<Judge> {
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

  /** Lets the policy think about a kind while the caller of this method does something else. */
  expect(kind: string): void {
    // Whoever needs the answer asks again and sees the failure.
    this.judge(kind).catch(() => {});
  }

  /** @throws NotPermittedError when the policy grants none of these basic permissions. */
  async require(
    ...anyOf: readonly [BasicPermission, ...BasicPermission[]]
  ): Promise<void> {
    const granted = await this.has(anyOf);
    if (!granted.some(Boolean)) this.denied(anyOf[0].name);
  }

  async has(permissions: readonly BasicPermission[]): Promise<boolean[]> {
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
          this.services.basicPermissions.find(p => p.name === name) ??
          createPermission({ name, attributes: {} }),
      ),
    );
  }

  denied(permission: string, message?: string): never {
    this.onDenied(permission);
    throw new NotPermittedError(permission, message);
  }

  private criteriaFor(permission: RecordPermission): Promise<Criteria> {
    const known = this.decided.get(permission.name);
    if (known) return known;
    this.question ??= this.newQuestion();
    const { permissions, answers } = this.question;
    const index = permissions.push(permission) - 1;
    const criteria = answers.then(list =>
      criteriaOf(list[index], this.services.toFilters),
    );
    // Whoever awaits it sees the failure; a request that ended early must not crash the process.
    criteria.catch(() => {});
    this.decided.set(permission.name, criteria);
    return criteria;
  }

  /** All that is asked in one turn of the event loop goes to the policy in one request. */
  private newQuestion(): Question {
    const permissions: RecordPermission[] = [];
    const answers = Promise.resolve().then(() => {
      this.question = undefined;
      return this.services.permissions.authorizeConditional(
        permissions.map(permission => ({ permission })),
        { credentials: this.credentials },
      );
    });
    return { permissions, answers };
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
