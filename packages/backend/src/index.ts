import { createBackend } from '@backstage/backend-defaults';
import { demoClockFactory } from './demo/history/demoClockFactory';
import { demoNotificationsFactory } from './demo/history/demoNotificationsFactory';
import { addPortal } from './portal';

const backend = createBackend();
addPortal(backend);
// Something to look at on the first start: a year of history, and the clock that it is told with. Like the demo
// sign-in, they refuse production
backend.add(demoClockFactory);
backend.add(demoNotificationsFactory);
backend.add(import('./demo/records'));
// Records in Backstage search
backend.add(import('backstage-plugin-search-backend-module-itsm'));
// How a kind is added from outside; app-config.yaml switches it off
backend.add(import('itsm-example-risk-register/backend'));
backend.start();
