export * from './article';
export * from './types';
