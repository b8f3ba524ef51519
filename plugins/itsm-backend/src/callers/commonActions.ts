import {
  isForMany,
  offeredActions,
  type CommonActions,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { readLinksOf } from '../records/readLinks';
import type { Records } from '../records/Records';
import { lackingPermissions, readVisible } from './visibleRecords';

const NOTHING: CommonActions = { actions: [], edit: false };

/**
 * What each of the records allows the caller now, in as many statements as for one of them. A record that
 * the caller may not read allows nothing, as one that does not exist.
 */
export async function commonActions(
  records: Records,
  caller: Caller,
  kind: KindDefinition,
  numbers: readonly string[],
  at: number,
): Promise<CommonActions> {
  const { knex, options } = records;
  const visible = await readVisible(records, caller, numbers, kind.name);
  if (options.readOnly || numbers.some(number => !visible.has(number))) {
    return NOTHING;
  }
  const all = [...visible.values()];
  const [links, lacking, ownershipRefs] = await Promise.all([
    readLinksOf(
      knex,
      all.map(({ record }) => record),
      options.kinds,
    ),
    lackingPermissions(
      caller,
      kind,
      all.map(({ record }) => record),
    ),
    kind.principals ? caller.ownershipRefs() : [],
  ]);
  const allowed = all.map(({ record, capabilities }) =>
    offeredActions(kind, record, {
      actor: caller.actor,
      at,
      settings: options.settings,
      links: links.get(record.id) ?? [],
      targets: new Map(),
      ownershipRefs,
      capabilities: new Set(capabilities),
    })
      .filter(({ refused }) => !refused)
      .map(({ name }) => name),
  );
  return {
    actions: Object.keys(kind.actions).filter(
      name =>
        isForMany(kind.actions[name]) &&
        allowed.every(names => names.includes(name)) &&
        !lacking.has(kind.actions[name].permission ?? ''),
    ),
    edit: all.every(
      ({ judge, resource, record }) =>
        judge.may('update', resource) &&
        !kind.readOnlyIn.includes(record.state),
    ),
  };
}
