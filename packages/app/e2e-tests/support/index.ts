export { expectNoViolations } from './axe';
export { type PersonaName, PERSONAS } from './personas';
export { screenshot } from './screenshot';
export { signInAs, signInByClicking } from './signIn';
export { expect, test } from './test';
