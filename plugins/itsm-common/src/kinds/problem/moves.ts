import type { ItsmRecord } from '../../record';
import type { ProblemData } from './problem';

export type Problem = ItsmRecord<ProblemData>;

/** ITIL 4: analysed and not resolved. Whether there is a workaround is another question. */
export const isAnalysed = (record: Problem): boolean =>
  ['known_error', 'fix_in_progress'].includes(record.state);

/** States in which incidents may rely on its workaround. @public */
export const isKnownError = (record: Problem): boolean =>
  isAnalysed(record) && Boolean(record.data.workaround);
