import { deploymentReport, parseInput } from 'backstage-plugin-itsm-common';
import {
  isSigned,
  readJson,
  type DeploymentSource,
} from 'backstage-plugin-itsm-node';
import { deploymentKeys } from './identity';

/** What catalogs have already, and our own for repositories that live elsewhere. */
export const REPOSITORY_ANNOTATIONS = [
  'itsm/repository',
  'github.com/project-slug',
  'gitlab.com/project-slug',
];

/** A time that is none is filed all the same (`timeOf`): who is refused may stop sending. */
const textOf = (at: unknown): string | undefined => {
  if (at === undefined || at === null) return undefined;
  return typeof at === 'string' ? at : JSON.stringify(at);
};

/**
 * Any system that can send signed JSON: the body is one deployment report. Its key is the digest
 * of the body, or the `Idempotency-Key` header.
 */
export const genericSource: DeploymentSource = {
  name: 'generic',
  annotation: REPOSITORY_ANNOTATIONS,
  verify: ({ body, headers }, secrets) =>
    isSigned(body, headers['x-itsm-signature-256'], secrets),
  key: ({ headers }) => headers['idempotency-key'],
  event: () => 'deployment',
  parse: ({ body }) => {
    const { at, ...told } = readJson(body);
    const report = parseInput(deploymentReport, told);
    // Refused here, while the sender still listens.
    deploymentKeys({ instance: '' }, report);
    return { deployments: [{ ...report, at: textOf(at) }] };
  },
};
