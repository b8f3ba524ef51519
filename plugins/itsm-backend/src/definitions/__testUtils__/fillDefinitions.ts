import {
  aliasType,
  routingType,
  type DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { NextVersion } from '../readDefinitionRows';
import { versionRow } from '../versionRow';

const AT_ONCE = 50;

const specs = (index: number): [DefinitionType, object][] => [
  [
    routingType,
    {
      order: 1,
      when: { 'entity.name': `service-${index}` },
      group: 'group:default/team-search',
    },
  ],
  [
    aliasType,
    {
      field: 'repository',
      names: [`acme/service-${index}`],
      entities: ['component:default/checkout'],
    },
  ],
];

/** Puts routing rules and aliases in force until there are so many of each. */
export async function fillDefinitions(
  knex: Knex,
  count: number,
): Promise<void> {
  const rows = {
    definitions: [],
    definition_versions: [],
    definition_keys: [],
  } as Record<string, object[]>;
  const known = await knex('definition_keys').count('* as n').first();
  for (let index = Number(known!.n); index < count; index += 1) {
    for (const [type, spec] of specs(index)) {
      const id = uuid();
      const content = {
        name: `service ${index}`,
        ownerGroup: null,
        desk: 'it',
      };
      const next: NextVersion = {
        verb: 'activated',
        state: 'active',
        content: { ...content, spec: spec as Record<string, unknown> },
        actor: 'user:default/adam',
        at: 1,
      };
      const { row, head } = versionRow(
        { id, version: 0, lastHash: '0'.repeat(64) },
        next,
      );
      rows.definition_versions.push(row);
      rows.definitions.push({
        ...{ id, type: type.name, active_version: 1, created_at: 1 },
        ...head,
      });
      for (const key of type.keys(spec)) {
        rows.definition_keys.push({ type: type.name, key, definition_id: id });
      }
    }
  }
  for (const [table, all] of Object.entries(rows)) {
    for (let from = 0; from < all.length; from += AT_ONCE) {
      await knex(table).insert(all.slice(from, from + AT_ONCE));
    }
  }
  for (const { name: type } of [routingType, aliasType]) {
    await knex('definition_markers')
      .insert({ type, marker: uuid() })
      .onConflict('type')
      .merge();
  }
}
