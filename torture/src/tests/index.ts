import type { TortureTest } from '../TortureTest';
import { kill } from './R1-kill';
import { signatures } from './R5-signatures';
import { access } from './S1-access';

/** Every test, in order of value. */
export const tests: readonly TortureTest[] = [kill, signatures, access];
