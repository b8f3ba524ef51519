/**
 * The pipeline client of ITSM for Backstage. It has no dependencies, so that a job can fetch it and run it.
 *
 * @packageDocumentation
 */
export { main } from './main';
