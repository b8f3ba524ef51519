import type { TortureTest } from '../TortureTest';
import { kill } from './R1-kill';
import { deliveries } from './R4-deliveries';
import { signatures } from './R5-signatures';
import { tampering } from './R12-tampering';
import { access } from './S1-access';
import { dependencies } from './S12-dependencies';

/** Every test, in order of value. */
export const tests: readonly TortureTest[] = [
  kill,
  deliveries,
  signatures,
  tampering,
  access,
  dependencies,
];
