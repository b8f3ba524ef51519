// The demo portal without its records, as a process that tests start: see startBackend.
import { createBackend } from '@backstage/backend-defaults';
import { addPortal } from 'backend/portal';
import { MODULES_VARIABLE } from '../environment';

const backend = createBackend();
addPortal(backend);
for (const file of JSON.parse(process.env[MODULES_VARIABLE] ?? '[]')) {
  backend.add(import(file));
}
backend.start();
