import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The ITSM page. Made with core-plugin-api because both frontend systems resolve such refs.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'itsm' });
