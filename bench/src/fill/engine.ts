/**
 * What the generator shares with the engine, so that what it writes is what the engine would have
 * written. The engine's package exports its plugin and nothing else; this is the only file that
 * reaches into it.
 */
/* eslint-disable @backstage/no-relative-monorepo-imports */
export { encodeDeployment } from '../../../plugins/itsm-backend/src/deployments/DeploymentStore';
export type { Deployment } from '../../../plugins/itsm-backend/src/deployments/DeploymentStore';
export { registrationTitle } from 'backstage-plugin-itsm-common';
export { mergeReport } from '../../../plugins/itsm-backend/src/deployments/mergeReport';
export { principalsFrom } from '../../../plugins/itsm-backend/src/principals/principalsFrom';
export { isTextTouched } from '../../../plugins/itsm-backend/src/search/textCompanion';
export { openRecord } from '../../../plugins/itsm-backend/src/records/openRecord';
export {
  copiesOf,
  encodeRecord,
} from '../../../plugins/itsm-backend/src/records/recordRow';
export {
  ageRankOf,
  firstRankOf,
  wordsOf,
} from '../../../plugins/itsm-backend/src/search/recordText';
export {
  bodyHashOf,
  canonicalJson,
  entryHashOf,
  GENESIS,
} from '../../../plugins/itsm-backend/src/timeline/entryChain';
export type { EntryRow } from '../../../plugins/itsm-backend/src/timeline/entryChain';
