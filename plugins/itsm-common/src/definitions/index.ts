export * from './checkDefinition';
export * from './condition';
export * from './DefinitionType';
export * from './differences';
export * from './routing/routing';
