import type {
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { itsmDecision } from './itsmDecision';
import { rolesOf } from './roles';

/** The catalog is open to everybody who signed in and changed by administrators; for ITSM see itsmDecision. */
export class DemoPolicy implements PermissionPolicy {
  private readonly infos = new WeakMap<
    PolicyQueryUser,
    Promise<BackstageUserInfo>
  >();

  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const { userEntityRef, ownershipEntityRefs } = await this.infoOf(user);
    const refs = [...new Set([userEntityRef, ...ownershipEntityRefs])];
    const roles = rolesOf(refs);

    if (permission.name.startsWith('itsm.')) {
      return itsmDecision(permission.name, roles, refs);
    }
    const harmless =
      permission.attributes.action === 'read' ||
      permission.name === 'catalog.entity.refresh';
    return {
      result:
        harmless || roles.has('administrator')
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    };
  }
  /** The questions of one request bring the same user object: who that is, is looked up once for all. */
  private infoOf(user: PolicyQueryUser): Promise<BackstageUserInfo> {
    const known = this.infos.get(user);
    if (known) return known;
    const info = this.userInfo.getUserInfo(user.credentials);
    this.infos.set(user, info);
    return info;
  }
}
