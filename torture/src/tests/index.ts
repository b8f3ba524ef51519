import type { TortureTest } from '../TortureTest';
import { kill } from './R1-kill';
import { databaseRestart } from './R2-database';
import { keys } from './R3-keys';
import { deliveries } from './R4-deliveries';
import { eventsRoute } from './R4b-eventsRoute';
import { lostUpdates } from './R6-lostUpdates';
import { transitions } from './R7-transitions';
import { approvals } from './R7b-approvals';
import { signatures } from './R5-signatures';
import { zombies } from './R8-zombies';
import { outlets } from './R9-outlets';
import { tampering } from './R12-tampering';
import { upgrade } from './R13-upgrade';
import { overload } from './R14-overload';
import { links } from './R15-links';
import { access } from './S1-access';
import { differential } from './S10-differential';
import { secrets } from './S11-secrets';
import { dependencies } from './S12-dependencies';
import { starvation } from './S13-starvation';
import { bounds } from './S14-bounds';
import { assignment } from './S2-assignment';
import { signals } from './S3-signals';
import { scripts } from './S4-scripts';
import { limits } from './S8-limits';
import { fuzz } from './S9-fuzz';

/** Every test, in order of value. */
export const tests: readonly TortureTest[] = [
  kill,
  databaseRestart,
  deliveries,
  eventsRoute,
  keys,
  lostUpdates,
  transitions,
  approvals,
  signatures,
  zombies,
  outlets,
  tampering,
  upgrade,
  overload,
  links,
  access,
  signals,
  fuzz,
  assignment,
  scripts,
  differential,
  limits,
  secrets,
  dependencies,
  starvation,
  bounds,
];
