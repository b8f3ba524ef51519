/**
 * What backend modules of ITSM for Backstage import: extension points, the record resource and the service.
 *
 * @packageDocumentation
 */
export * from './time';
export * from './extensionPoints';
export * from './itsmService';
export * from './payload';
export * from './reactor';
export * from './recordResource';
export * from './source';
