import type { CoveringWindow } from '../kinds/change/frozen';
import type { GateChange } from '../kinds/change/gated';

/** All that a decision of the gate goes by; times are epoch milliseconds. @public */
export interface GateFacts {
  at: number;
  asked: { revision: string; artifact?: string };
  /** The catalog has the entity. */
  isKnown: boolean;
  /** Definitions that the gate goes by and that can't be read. */
  invalid: readonly string[];
  /** Gates that are about the entity and the environment. */
  gates: readonly { definition: string; version: number; name: string }[];
  /** Windows about them that are on, or come soon. */
  windows: readonly CoveringWindow[];
  /** Urgent open incidents here, or on what this rests on directly. */
  incidents: readonly {
    /** Null for one that whoever asks may not read. */
    number: string | null;
    priority: number | null;
    /** The entity it is about; null with the number. */
    entity: string | null;
    /** It names this change as what repairs it. */
    isRepaired: boolean;
  }[];
  change: GateChange | null;
  /** Other changes that are being done to the entity in the environment. */
  running: readonly { number: string | null }[];
}
