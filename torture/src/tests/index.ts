import type { TortureTest } from '../TortureTest';
import { kill } from './R1-kill';
import { deliveries } from './R4-deliveries';
import { lostUpdates } from './R6-lostUpdates';
import { transitions } from './R7-transitions';
import { signatures } from './R5-signatures';
import { tampering } from './R12-tampering';
import { access } from './S1-access';
import { differential } from './S10-differential';
import { dependencies } from './S12-dependencies';
import { assignment } from './S2-assignment';
import { fuzz } from './S9-fuzz';

/** Every test, in order of value. */
export const tests: readonly TortureTest[] = [
  kill,
  deliveries,
  lostUpdates,
  transitions,
  signatures,
  tampering,
  access,
  fuzz,
  assignment,
  differential,
  dependencies,
];
