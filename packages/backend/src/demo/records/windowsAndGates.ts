import { DemoDefinition } from './DemoDefinition';
import type { Cast } from './DemoRecord';

const OWNER = 'group:default/change-managers';

/** What pipelines ask about, a maintenance window that stops nothing, and a freeze that is not in force yet. */
export async function windowsAndGates(cast: Cast): Promise<void> {
  const known = await cast.adam.definitions.list('windows', { limit: 1 });
  if (known.items.length > 0) return;

  const maintenance = await DemoDefinition.draft(
    cast,
    'adam',
    'windows',
    'warehouse',
    {
      name: 'Data warehouse maintenance',
      ownerGroup: 'group:default/team-data',
      spec: {
        effect: 'maintenance',
        reason: 'Tables are rebuilt on the first Sunday of a month',
        when: { 'entity.name': 'data-warehouse' },
        environments: ['production'],
        zone: 'Europe/Vienna',
        start: '2026-01-04T06:00',
        end: '2026-01-04T10:00',
        rule: 'FREQ=MONTHLY;BYDAY=1SU',
        hard: false,
      },
    },
  );
  await maintenance.activate('adam', 'chen');

  await DemoDefinition.draft(cast, 'chen', 'windows', 'year-end', {
    name: 'Year-end freeze',
    ownerGroup: OWNER,
    spec: {
      effect: 'freeze',
      reason: 'Nobody is there to repair what a change breaks',
      when: { 'entity.tier': { $in: ['1', '2'] } },
      environments: ['production'],
      zone: 'Europe/Vienna',
      start: '2026-12-23T16:00',
      end: '2027-01-04T08:00',
      rule: 'FREQ=YEARLY',
      hard: true,
      exempt: ['emergency'],
      override: [OWNER],
    },
  });

  const gate = await DemoDefinition.draft(cast, 'chen', 'gates', 'reporting', {
    name: 'Reporting in production',
    ownerGroup: OWNER,
    spec: {
      when: { 'entity.containers': { $contains: 'system:default/reporting' } },
      environments: ['production'],
      withoutAnswer: 'closed',
    },
  });
  await gate.activate('chen', 'adam');
}
