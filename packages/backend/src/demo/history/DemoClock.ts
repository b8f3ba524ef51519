import type { ItsmTime } from 'backstage-plugin-itsm-node';
import type { StoryBook } from './StoryBook';

/**
 * The engine's time while its history is told: it stands still during a step and only ever moves
 * forward. Then, and without a history at once, it is the real time for ever.
 */
export class DemoClock implements ItsmTime {
  /** `told` is the time in epoch milliseconds to begin with; undefined is the real time. */
  constructor(
    readonly book: StoryBook,
    private told?: number,
  ) {}

  now(): number {
    return this.told ?? Date.now();
  }

  get isReal(): boolean {
    return this.told === undefined;
  }

  /** Goes to a moment of the history; never back, and never once the time is real. */
  moveTo(at: number): void {
    if (this.told !== undefined) this.told = Math.max(this.told, at);
  }

  beReal(): void {
    this.told = undefined;
  }
}
