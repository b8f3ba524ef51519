import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type PermissionCondition,
} from '@backstage/plugin-permission-common';
import {
  RECORD_RULES,
  RESOURCE_TYPE_ITSM_RECORD,
} from 'backstage-plugin-itsm-common';

type RuleName = (typeof RECORD_RULES)[keyof typeof RECORD_RULES];

/** Allows a record on which the caller (one of `refs`) has one of the roles. */
export function ifAny(
  rules: RuleName[],
  refs: string[],
  options?: { orUnrestricted: boolean },
): ConditionalPolicyDecision {
  const condition = (
    rule: RuleName,
    params: PermissionCondition['params'],
  ) => ({
    rule,
    resourceType: RESOURCE_TYPE_ITSM_RECORD,
    params,
  });
  const held = rules.map(rule => condition(rule, { refs }));
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'itsm',
    resourceType: RESOURCE_TYPE_ITSM_RECORD,
    conditions: {
      anyOf: options?.orUnrestricted
        ? [{ not: condition(RECORD_RULES.isRestricted, {}) }, ...held]
        : (held as [PermissionCondition, ...PermissionCondition[]]),
    },
  };
}
