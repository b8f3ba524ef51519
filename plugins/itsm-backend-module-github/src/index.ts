/**
 * The source `github` of ITSM for Backstage.
 *
 * @packageDocumentation
 */
export { itsmModuleGithub as default } from './module';
export { createGithubSource } from './githubSource';
