import { createHash } from 'node:crypto';
import type { GateCheckInput } from 'backstage-plugin-itsm-common';
import { normalEnvironment } from '../normalEnvironment';

/** What a pipeline asks, as it is compared: refs in full, environments in one spelling. */
export interface Question {
  /** Ref of who asks. */
  caller: string;
  entity: string;
  environment: string;
  revision: string;
  artifact?: string;
  runId: string;
  stage?: string;
  runUrl?: string;
  changeRef?: string;
}

/** @param entity - full ref */
export const questionOf = (
  caller: string,
  entity: string,
  { entityRef: _, ...asked }: GateCheckInput,
): Question => ({
  ...asked,
  caller,
  entity,
  environment: normalEnvironment(asked.environment),
});

/** The same for each repetition of a question, so that all jobs and attempts of a run are one. */
export const questionKey = (question: Question): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        question.caller,
        question.runId,
        question.stage ?? '',
        question.entity,
        question.environment,
        question.revision,
        question.artifact ?? '',
        question.changeRef ?? '',
      ]),
    )
    .digest('hex');
