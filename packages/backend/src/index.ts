import { createBackend } from '@backstage/backend-defaults';
import { addPortal } from './portal';

const backend = createBackend();
addPortal(backend);
// Something to look at on the first start. Like the demo sign-in, it refuses production
backend.add(import('./demo/records'));
// Records in Backstage search
backend.add(import('backstage-plugin-search-backend-module-itsm'));
// How a kind is added from outside; app-config.yaml switches it off
backend.add(import('itsm-example-risk-register/backend'));
backend.start();
