import type { DefinitionType } from 'backstage-plugin-itsm-common';
import type { FieldView, ItsmTextKey } from 'backstage-plugin-itsm-react';

/** How the value of a fact is entered; left out: as text. */
export type FactWidget = 'kind' | 'entity' | 'container';

/** What the pages of a type need beyond its list: the type itself, and how its parts are drawn. */
export interface DefinitionParts {
  type: DefinitionType;
  /** How members of the spec are drawn that are no conditions. */
  fields: Record<string, FieldView>;
  /** Members of the spec in the order of the form; those not named follow. */
  order: readonly string[];
  /** What the form of a new one starts with. */
  initial: Record<string, unknown>;
  /** How values of facts are entered, by the name of the fact. */
  facts: Record<string, FactWidget>;
}

/** A type of definitions as Administration shows it. Its texts are `definition.type.<name>.…`. */
export interface DefinitionTypeView {
  name: string;
  /** As in the path of the API and of its page. */
  plural: string;
  title: ItsmTextKey;
  /** Loaded when its page is opened. */
  load: () => Promise<DefinitionParts>;
}

/** Names of the permissions of a type. */
export const permissionsOf = ({ name }: DefinitionTypeView) => ({
  read: `itsm.${name}.read`,
  manage: `itsm.${name}.manage`,
});
