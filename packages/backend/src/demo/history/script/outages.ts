import type { Lesson, PlannedChange } from './changes/planned';
import type { Trouble } from './incidents';
import type { Family } from './problems/family';

/** A day that went wrong for many at once: one major incident, its children and what came of it. */
export interface Outage {
  key: string;
  day: number;
  /** Hours after midnight, UTC. */
  hour: number;
  main: Trouble;
  /** Reported by others while it lasts; they are resolved with it. */
  children: Trouble[];
  /** The change that broke it. */
  cause?: PlannedChange;
  /** The repository whose deployment broke it. */
  deployed?: string;
  /** The emergency change that ended it. */
  emergency?: PlannedChange;
  problem?: Family['problem'];
  fix?: PlannedChange;
  because?: string;
  review: Lesson;
}
