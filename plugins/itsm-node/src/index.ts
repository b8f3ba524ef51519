/**
 * What backend modules of ITSM for Backstage import: extension points and the record resource.
 *
 * @packageDocumentation
 */
export * from './time';
export * from './extensionPoints';
export * from './payload';
export * from './reactor';
export * from './recordResource';
export * from './source';
