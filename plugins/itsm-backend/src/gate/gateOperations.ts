import {
  deploymentCreatePermission,
  gateCheckInput,
  gateCheckQuery,
  gateCheckView,
  type GateCheckView,
} from 'backstage-plugin-itsm-common';
import { op, type Mounted } from '../http/operation';
import type { Answer, GateService } from './GateService';
import { messageOf } from './messageOf';

const MS = 1_000;
/** For those who ask again instead of waiting. */
const ASK_AGAIN_SECONDS = 10;

const iso = (at: number) => new Date(at).toISOString();

function present(answer: Answer, appBaseUrl: string): GateCheckView {
  const { id, at, decision, change, withoutAnswer } = answer;
  const { verdict, code, params, until, rules } = decision;
  return {
    id,
    verdict,
    code,
    params,
    message: messageOf(decision),
    until: verdict === 'allow' || until === null ? null : iso(until),
    expiresAt: verdict === 'allow' && until !== null ? iso(until) : null,
    retryAfter: verdict === 'wait' ? ASK_AGAIN_SECONDS : null,
    change: change
      ? { number: change, url: `${appBaseUrl}/itsm/r/${change}` }
      : null,
    withoutAnswer,
    rules,
    decidedAt: iso(at),
  };
}

/** What pipelines ask before they deploy. */
export const gateOperations = (o: {
  gate: GateService;
  appBaseUrl: string;
}): Mounted[] => [
  op(
    {
      id: 'check-gate',
      method: 'post',
      path: '/v1/gate/checks',
      summary:
        'Ask whether a revision may be deployed; opens the change that it needs',
      permission: deploymentCreatePermission,
      query: gateCheckQuery,
      body: gateCheckInput,
      result: gateCheckView,
    },
    async ({ caller, query, body }) =>
      present(
        await o.gate.check(caller, body, (query.wait ?? 0) * MS),
        o.appBaseUrl,
      ),
  ),
  op(
    {
      id: 'get-gate-check',
      method: 'get',
      path: '/v1/gate/checks/{id}',
      summary: 'The answer now; with `wait`, as soon as it is not to wait',
      permission: deploymentCreatePermission,
      query: gateCheckQuery,
      result: gateCheckView,
    },
    async ({ caller, query, params }) =>
      present(
        await o.gate.again(caller, params.id, (query.wait ?? 0) * MS),
        o.appBaseUrl,
      ),
  ),
];
