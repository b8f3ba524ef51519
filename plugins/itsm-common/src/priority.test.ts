import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { LEVELS, PRIORITY_PRESETS, priorityOf, type Level } from './priority';

describe('the priority matrix', () => {
  it.each([
    ['high', 'high', 1, 1],
    ['high', 'medium', 2, 2],
    ['medium', 'high', 2, 2],
    ['high', 'low', 3, 3],
    ['medium', 'medium', 3, 3],
    ['low', 'high', 3, 3],
    ['medium', 'low', 4, 4],
    ['low', 'medium', 4, 4],
    ['low', 'low', 5, 4],
  ] as const)(
    '%s impact, %s urgency',
    (impact, urgency, byDefault, servicenow) => {
      expect(priorityOf(PRIORITY_PRESETS.default, impact, urgency)).toBe(
        byDefault,
      );
      expect(
        priorityOf(PRIORITY_PRESETS['servicenow-4'], impact, urgency),
      ).toBe(servicenow);
    },
  );

  it('never gets more urgent when impact or urgency falls', () => {
    for (const matrix of Object.values(PRIORITY_PRESETS)) {
      for (const level of LEVELS) {
        const [high, medium, low] = LEVELS.map(other => matrix[level][other]);
        expect(high).toBeLessThanOrEqual(medium);
        expect(medium).toBeLessThanOrEqual(low);
      }
    }
  });
});

/** A real ServiceNow audit log; docs/data.md says where to get it. */
const LOG = join(
  process.env.ITSM_DATA_DIR ?? '/nonexistent',
  'servicenow-log/incidents-dev.csv.gz',
);
const withLog = existsSync(LOG) ? describe : describe.skip;
if (!existsSync(LOG)) {
  process.stderr.write(
    'Left out: 17,136 real incidents through the matrix. Set ITSM_DATA_DIR (docs/data.md).\n',
  );
}

withLog('17,136 real incidents', () => {
  const levelOf = (cell: string) => LEVELS[Number(cell[0]) - 1] as Level;

  it('servicenow-4 agrees with every event, the default differs in low × low only', async () => {
    const lines = createInterface({
      input: createReadStream(LOG).pipe(createGunzip()),
    });
    let columns: string[] = [];
    let events = 0;
    let disagreeing = 0;
    const last = new Map<
      string,
      { impact: Level; urgency: Level; priority: number }
    >();
    for await (const line of lines) {
      const cells = line.split(',');
      if (columns.length === 0) {
        columns = cells;
        continue;
      }
      const impact = levelOf(cells[columns.indexOf('impact')]);
      const urgency = levelOf(cells[columns.indexOf('urgency')]);
      const priority = Number(cells[columns.indexOf('priority')][0]);
      events += 1;
      if (
        priorityOf(PRIORITY_PRESETS['servicenow-4'], impact, urgency) !==
        priority
      ) {
        disagreeing += 1;
      }
      last.set(cells[columns.indexOf('number')], { impact, urgency, priority });
    }
    const differing = [...last.values()].filter(
      ({ impact, urgency, priority }) =>
        priorityOf(PRIORITY_PRESETS.default, impact, urgency) !== priority,
    );
    expect({ events, disagreeing, incidents: last.size }).toEqual({
      events: 101_045,
      disagreeing: 0,
      incidents: 17_136,
    });
    expect(differing).toHaveLength(438);
    expect(
      differing.every(
        ({ impact, urgency }) => impact === 'low' && urgency === 'low',
      ),
    ).toBe(true);
  });
});
