export * from './incident';
export * from './types';
export { RESOLUTION_CODES } from './solution';
