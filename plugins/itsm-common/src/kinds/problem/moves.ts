import type { ItsmRecord } from '../../record';
import type { LinkQuestion } from '../../link';
import type { ProblemData } from './types';

export type Problem = ItsmRecord<ProblemData>;

/** What it causes; that there is something is why it is looked at, and moves nothing. */
export const INCIDENTS: LinkQuestion = {
  role: 'causedBy',
  from: 'incident',
  any: true,
  harmless: true,
};

/** ITIL 4: a known error is analysed and not resolved. Whether there is a workaround is another question. */
export const KNOWN_ERRORS: readonly string[] = [
  'known_error',
  'fix_in_progress',
];

/** States in which incidents may rely on its workaround. @public */
export const isKnownError = (record: Problem): boolean =>
  KNOWN_ERRORS.includes(record.state) && Boolean(record.data.workaround);
