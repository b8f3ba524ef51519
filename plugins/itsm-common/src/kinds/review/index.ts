export * from './review';
export * from './types';
