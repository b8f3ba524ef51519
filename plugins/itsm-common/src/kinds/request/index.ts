export * from './request';
export * from './types';
