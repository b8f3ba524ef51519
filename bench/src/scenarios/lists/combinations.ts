import { seeded, type Seeded } from 'itsm-harness';
import type { RecordQuery } from 'backstage-plugin-itsm-common';
import type { SqlSession } from '../../stage/SqlSession';

/** Values to filter by that occur in the database. */
export interface Vocabulary {
  entities: string[];
  assignees: string[];
  groups: string[];
}

/** One list: which records, and how. */
export interface Combination {
  path: 'records' | 'incidents' | 'changes';
  query: RecordQuery;
}

const LOOKED_AT = 3_000;

/** Values from the oldest records, frequent ones as often as they are there. */
export async function readVocabulary(
  sql: SqlSession,
  counted: readonly (string | undefined)[],
): Promise<Vocabulary> {
  const column = async (name: string, from: string) => {
    const rows = await sql.run(`select ${name} as value from ${from}`);
    return rows.map(row => row.value as string);
  };
  const oldest = (name: string) =>
    column(
      name,
      `(select ${name} from records order by id limit ${LOOKED_AT}) r where ${name} is not null`,
    );
  return {
    entities: [
      ...counted.filter(ref => ref !== undefined),
      ...(await column(
        'ref',
        `(select ref, record_id from links where role = 'affected' order by record_id, ref limit ${LOOKED_AT}) l`,
      )),
    ],
    assignees: await oldest('assignee'),
    groups: await oldest('assignment_group'),
  };
}

function combination(
  random: Seeded,
  { entities, assignees, groups }: Vocabulary,
): Combination {
  const sometimes = <T>(share: number, value: () => T) =>
    random() < share ? value() : undefined;
  const path = random.pick([
    'incidents',
    'incidents',
    'incidents',
    'changes',
    'changes',
    'records',
  ] as const);
  return {
    path,
    query: {
      state: random.pick(['open', 'open', 'closed', 'all'] as const),
      entity: sometimes(0.3, () => random.pick(entities)),
      priority: sometimes(path === 'changes' ? 0 : 0.3, () =>
        String(1 + random.below(5)),
      ),
      assignee: sometimes(0.2, () => random.pick(assignees)),
      group: sometimes(0.25, () => random.pick(groups)),
      mine: sometimes(0.15, () => 'true' as const),
      sort: random.pick(['created', 'updated', 'priority'] as const),
      limit: 20,
      count: sometimes(0.3, () => 'true' as const),
    },
  };
}

/** Different lists; the same for the same seed and vocabulary. */
export function combinations(
  seed: number,
  vocabulary: Vocabulary,
  count: number,
): Combination[] {
  const random = seeded(seed);
  const found = new Map<string, Combination>();
  while (found.size < count) {
    const made = combination(random, vocabulary);
    found.set(JSON.stringify(made), made);
  }
  return [...found.values()];
}
