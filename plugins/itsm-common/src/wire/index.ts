/*
 * What the HTTP API returns. Instants are ISO 8601 in UTC. These schemas make the OpenAPI
 * document, type the client and are held against real answers by the contract test.
 */
export * from './definition';
export * from './entity';
export * from './error';
export * from './gate';
export * from './impact';
export * from './inbox';
export * from './list';
export * from './record';
export * from './settings';
