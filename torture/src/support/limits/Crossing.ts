import type { Question } from '../wire';

/** A request that is over one limit, and how it has to be refused. */
export interface Crossing {
  limit: string;
  question: Question;
  status: number;
  /** Of the error; none where Node refuses before the product sees anything. */
  code?: string;
  /** What the refusal has to name, so that the caller knows what to change. */
  names?: string;
}
