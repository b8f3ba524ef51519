import {
  checkDefinition,
  type DefinitionSummary,
  type DefinitionType,
  type DefinitionVersionView,
  type DefinitionView,
} from 'backstage-plugin-itsm-common';
import {
  actionsFor,
  editRefusalOf,
  type LifecycleFacts,
} from './definitionLifecycle';
import type { StoredDefinition, StoredVersion } from './readDefinitionRows';

const iso = (at: number) => new Date(at).toISOString();

/** An entity tag is made of texts and the version, so these come first. */
function headOf(type: DefinitionType, stored: StoredDefinition) {
  return {
    id: stored.id,
    type: stored.type,
    version: stored.version,
    state: stored.state,
    activeVersion: stored.activeVersion,
    name: stored.name,
    ownerGroup: stored.ownerGroup,
    desk: stored.desk,
    spec: stored.spec,
    file: stored.file,
    problems: checkDefinition(type, stored.spec),
    createdAt: iso(stored.createdAt),
    updatedAt: iso(stored.updatedAt),
    updatedBy: stored.updatedBy,
  };
}

export function presentSummary(
  type: DefinitionType,
  each: StoredDefinition,
  mayManage: boolean,
  facts: LifecycleFacts,
): DefinitionSummary {
  return {
    ...headOf(type, each),
    actions: mayManage
      ? actionsFor(facts).flatMap(({ name, refused }) => (refused ? [] : name))
      : [],
    canEdit: mayManage && !editRefusalOf(facts),
  };
}

export function presentView(
  type: DefinitionType,
  each: StoredDefinition,
  mayManage: boolean,
  facts: LifecycleFacts,
): DefinitionView {
  const head = headOf(type, each);
  return {
    ...head,
    actions: mayManage ? actionsFor(facts) : [],
    canEdit: mayManage && !editRefusalOf(facts),
    explanation: head.problems.length === 0 ? type.explain(each.spec) : [],
  };
}

export const presentVersion = (row: StoredVersion): DefinitionVersionView => ({
  version: row.version,
  at: iso(row.at),
  actor: row.actor,
  verb: row.verb,
  state: row.state,
  note: row.body?.note ?? null,
  name: row.body?.content.name ?? '',
  ownerGroup: row.body?.content.ownerGroup ?? null,
  desk: row.body?.content.desk ?? '',
  spec: row.body?.content.spec ?? {},
  hash: row.hash,
});
