export * from './checkDefinition';
export * from './condition';
export * from './DefinitionType';
export * from './differences';
export * from './entityFacts';
export * from './gate/gate';
export * from './routing/routing';
export * from './window/window';
