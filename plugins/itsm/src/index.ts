/**
 * ITSM for Backstage: pages, entity tabs and cards, for the new frontend system. The old one finds
 * the same components under `./legacy`.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export {
  createKindModule,
  type KindModuleOptions,
} from './kinds/createKindModule';
