import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { Reactor } from './reactor';
import type { DeploymentSource } from './source';

/** Adds kinds of record from outside the family. @public */
export interface ItsmKindsExtensionPoint {
  addKind(kind: KindDefinition): void;
}
/** @public */
export const itsmKindsExtensionPoint =
  createExtensionPoint<ItsmKindsExtensionPoint>({ id: 'itsm.kinds' });

/** Adds systems that report deployments. @public */
export interface ItsmSourcesExtensionPoint {
  addSource(source: DeploymentSource): void;
}
/** @public */
export const itsmSourcesExtensionPoint =
  createExtensionPoint<ItsmSourcesExtensionPoint>({ id: 'itsm.sources' });

/** Adds outlets that follow committed entries. @public */
export interface ItsmReactorsExtensionPoint {
  addReactor(reactor: Reactor): void;
}
/** @public */
export const itsmReactorsExtensionPoint =
  createExtensionPoint<ItsmReactorsExtensionPoint>({ id: 'itsm.reactors' });
