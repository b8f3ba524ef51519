import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
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

/** Declares settings of modules under `itsm`. What nobody declares stops the start. @public */
export interface ItsmConfigExtensionPoint {
  /**
   * Adds `itsm.<key>`. Make the schema strict, with ranges: a refusal names the path and what the schema says of it.
   *
   * @throws Error when another module has added the key
   */
  addSection(key: string, schema: z.ZodType): void;
}
/** @public */
export const itsmConfigExtensionPoint =
  createExtensionPoint<ItsmConfigExtensionPoint>({ id: 'itsm.config' });

/** Adds outlets that follow committed entries. @public */
export interface ItsmReactorsExtensionPoint {
  addReactor(reactor: Reactor): void;
}
/** @public */
export const itsmReactorsExtensionPoint =
  createExtensionPoint<ItsmReactorsExtensionPoint>({ id: 'itsm.reactors' });
