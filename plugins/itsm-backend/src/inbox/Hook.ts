import type {
  DeploymentSource,
  SourceInstance,
} from 'backstage-plugin-itsm-node';

/** A configured hook and the source that understands it. */
export interface Hook {
  instance: SourceInstance;
  source: DeploymentSource;
}
