export * from './incident';
export { RESOLUTION_CODES } from './solution';
