import { createApp } from '@backstage/frontend-defaults';
import itsmPlugin from 'backstage-plugin-itsm';

export default createApp({ features: [itsmPlugin] });
