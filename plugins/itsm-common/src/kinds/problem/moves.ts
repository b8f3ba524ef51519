import type { ItsmRecord } from '../../record';
import type { ProblemData } from './problem';

export type Problem = ItsmRecord<ProblemData>;

/** States in which incidents may rely on its workaround. @public */
export const isKnownError = (record: Problem): boolean =>
  ['known_error', 'fix_in_progress'].includes(record.state) &&
  Boolean(record.data.workaround);
