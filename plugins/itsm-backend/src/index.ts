/**
 * The backend plugin of ITSM for Backstage.
 *
 * @packageDocumentation
 */
export { itsmPlugin as default, itsmPlugin } from './plugin';
