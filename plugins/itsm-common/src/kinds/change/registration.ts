import { z } from 'zod';
import { entityRef, pastInstant, requiredText, text } from '../../fields';
import { toMillis } from '../../columns';
import type { Opening } from '../../kind';

/**
 * What a pipeline tells when a deployment ran that no change announced. Server side only: the
 * create input of the kind has no such type.
 *
 * @public
 */
export const registrationInput = z.strictObject({
  type: z.enum(['registration', 'unauthorized']),
  title: requiredText(200),
  description: text(20_000).optional(),
  entities: z.array(entityRef).min(1).max(50),
  environment: requiredText(63),
  revision: text(200),
  runUrl: text(2_000).optional(),
  deployer: text(300).optional(),
  deploymentId: text(100).optional(),
  actualStart: pastInstant.optional(),
});
/** @public */
export type RegistrationInput = z.infer<typeof registrationInput>;

/**
 * Opens a registered change. The state is `implement`, also when the outcome is known already:
 * the caller then performs `finish` in the same transaction.
 *
 * @public
 */
export function openRegistration(input: RegistrationInput): Opening {
  return {
    state: input.type === 'unauthorized' ? 'review' : 'implement',
    patch: {
      title: input.title,
      description: input.description ?? '',
      environment: input.environment,
    },
    data: {
      type: input.type,
      revision: input.revision,
      runUrl: input.runUrl,
      deployer: input.deployer,
      deploymentId: input.deploymentId,
      actualStart: toMillis(input.actualStart) ?? null,
    },
    body: { type: input.type, revision: input.revision, runUrl: input.runUrl },
  };
}
