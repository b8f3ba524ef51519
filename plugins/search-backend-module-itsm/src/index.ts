/**
 * Puts the records of ITSM for Backstage into Backstage search, for those who may read them.
 *
 * @packageDocumentation
 */
export { searchModuleItsm as default } from './module';
