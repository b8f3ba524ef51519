import { createApp } from '@backstage/frontend-defaults';
import { languagesModule } from './modules/languages';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// Everything else, our own plugin included, is found by `app.packages: all`
export default createApp({
  features: [languagesModule, navModule, signInModule],
});
