export * from './client';
export * from './databases';
export { postgresUrl } from './environment';
export * from './github';
export { preparedDatabase, untilCatalogKnows } from './preparedDatabase';
export * from './repository';
export * from './seeded';
export * from './startBackend';
export * from './until';
