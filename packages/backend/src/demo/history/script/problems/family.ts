import type { PlannedChange } from '../changes/planned';
import type { P, Trouble } from '../incidents';

/** Incidents with one cause, the problem behind them, and how it ended. */
export interface Family {
  key: string;
  /** Days of the script on which the incidents happen. */
  days: number[];
  incidents: Trouble[];
  problem: {
    title: string;
    text: string;
    priority: P;
    errorCode?: string;
    whys: string[];
    factors?: string[];
    cause: string;
    /** Left out: there is none. */
    workaround?: string;
  };
  /**
   * `rca`: still looked into; `known_error`: published and open; `risk`: it may stay;
   * otherwise the change that fixes it.
   */
  end: 'rca' | 'known_error' | 'risk' | PlannedChange;
  /** How it is known that the fix holds, or why the risk is taken. */
  because: string;
}
