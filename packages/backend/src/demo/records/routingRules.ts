import type { DefinitionInput } from 'backstage-plugin-itsm-common';
import { DemoDefinition } from './DemoDefinition';
import type { Cast, Persona } from './DemoRecord';

const PLURAL = 'routing-rules';

/** Who works on what nobody owns: one rule in force, one with a draft beside it, one to be approved, one retired. */
export async function routingRules(cast: Cast): Promise<void> {
  const known = await cast.adam.definitions.list(PLURAL, { limit: 1 });
  if (known.items.length > 0) return;
  const ownerGroup = 'group:default/itsm-admins';
  const draft = (who: Persona, key: string, input: DefinitionInput) =>
    DemoDefinition.draft(cast, who, PLURAL, key, input);

  const old = await draft('chen', 'telephones', {
    name: 'Telephones',
    ownerGroup,
    spec: {
      order: 300,
      when: { 'record.category': 'telephone' },
      group: 'group:default/team-platform',
    },
  });
  await old.activate('chen', 'adam');
  await old.retire('chen', 'adam');

  const accounts = await draft('adam', 'accounts', {
    name: 'Accounts and access',
    ownerGroup,
    spec: {
      order: 10,
      when: {
        'record.kind': { $in: ['incident', 'request'] },
        'record.category': { $in: ['access', 'accounts'] },
      },
      group: 'group:default/team-accounts',
    },
  });
  await accounts.activate('adam', 'chen');

  const reports = await draft('adam', 'reports', {
    name: 'Reports without an owner',
    ownerGroup: 'group:default/team-data',
    spec: {
      order: 20,
      when: { 'record.category': 'reporting' },
      group: 'group:default/team-data',
    },
  });
  await reports.activate('adam', 'chen');
  await reports.edit('chen', {
    spec: {
      order: 20,
      when: {
        $any: [
          { 'record.category': { $hasPrefix: 'report' } },
          { 'entity.containers': { $contains: 'domain:default/insights' } },
        ],
      },
      group: 'group:default/team-data',
      category: 'reporting',
    },
  });

  const leftovers = await draft('chen', 'leftovers', {
    name: 'Incidents in production',
    ownerGroup,
    spec: {
      order: 900,
      when: {
        $all: [
          { 'record.kind': 'incident' },
          { 'record.environment': 'production' },
          { $not: { 'record.category': { $exists: true } } },
        ],
      },
      group: 'group:default/team-platform',
    },
  });
  await leftovers.submit('chen');
}
