import type {
  DefinitionPreview,
  DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';

/** What a definition would match, without what every type has. */
export type Preview = Pick<
  DefinitionPreview,
  'matches' | 'examined' | 'capped' | 'occurrences'
>;

/** A type with what only its room can say of it. */
export interface ManagedType<Spec extends object = any> {
  type: DefinitionType<Spec>;
  /** Only what the caller may see. The spec is valid. */
  preview(caller: Caller, spec: Spec): Promise<Preview>;
}
