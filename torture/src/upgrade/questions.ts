import type { BackendProcess, Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { KIND_NAMES, KINDS, type KindName } from '../support/kinds';
import { PERSONAS, type PersonName } from '../support/people';

/** Undefined is an administrator's machine. */
type Asker = PersonName | undefined;

export interface Question {
  who: Asker;
  path: string;
  /** So many pages of it. */
  pages?: number;
}

const WORDS = [
  'zebra',
  'okapi',
  'checkout',
  'payment fails',
  'card',
  'INC-000001',
];
const ENTITIES = ['checkout', 'payments', 'web-shop'];
const CONTAINERS = ['system:shop', 'group:team-checkout'];
const ASKERS: Asker[] = [undefined, ...PERSONAS];

interface Stored {
  id: string;
  number: string;
  kind: KindName;
}

/** Everything that can be read, of so many records that chance picks. */
export async function questionsOf(
  knex: Knex,
  random: Seeded,
  sample: number,
): Promise<Question[]> {
  const stored: Stored[] = await knex('records')
    .whereIn('kind', KIND_NAMES)
    .orderBy('number')
    .select('id', 'number', 'kind');
  const picked = random.shuffle(stored).slice(0, sample);
  const files: { id: string; record_id: string }[] = await knex('attachments')
    .orderBy('id')
    .select('id', 'record_id');
  return [
    ...picked.flatMap(record => ofRecord(record, random)),
    ...picked.flatMap(({ id, kind, number }) =>
      files
        .filter(file => file.record_id === id)
        .map(file => ({
          who: undefined,
          path: `/${KINDS[kind].plural}/${number}/attachments/${file.id}`,
        })),
    ),
    ...ASKERS.flatMap(ofAsker),
  ];
}

function ofRecord({ kind, number }: Stored, random: Seeded): Question[] {
  const one = `/${KINDS[kind].plural}/${number}`;
  return [
    { who: undefined, path: `/records/${number}` },
    { who: random.pick(PERSONAS), path: `/records/${number}` },
    { who: undefined, path: `${one}/entries?limit=5`, pages: 20 },
  ];
}

function ofAsker(who: Asker): Question[] {
  const lists = ['records', ...KIND_NAMES.map(kind => KINDS[kind].plural)];
  return [
    ...lists.flatMap(list =>
      ['open', 'closed', 'all'].flatMap(state =>
        ['created', 'updated', 'priority'].map(sort => ({
          who,
          path: `/${list}?state=${state}&sort=${sort}&count=true&actions=true&limit=50`,
          pages: 2,
        })),
      ),
    ),
    // Each record once, for one who reads all
    ...(who === undefined
      ? [{ who, path: '/records?state=all&limit=100', pages: 1_000 }]
      : []),
    ...lists.flatMap(list => [
      ...WORDS.map(q => ({
        who,
        path: `/${list}?state=all&count=true&limit=100&q=${encodeURIComponent(q)}`,
      })),
      { who, path: `/${list}?state=all&mine=true&count=true` },
      { who, path: `/${list}?unassigned=true&count=true` },
      { who, path: `/${list}?assignee=olivia&state=all&count=true` },
      { who, path: `/${list}?group=team-checkout&state=all&count=true` },
      ...ENTITIES.flatMap(entity => [
        { who, path: `/${list}?state=all&entity=${entity}&count=true` },
        { who, path: `/${list}?state=all&near=${entity}&count=true` },
      ]),
      ...CONTAINERS.map(within => ({
        who,
        path: `/${list}?state=all&within=${within}&count=true`,
      })),
    ]),
    ...KIND_NAMES.map(kind => ({
      who,
      path: `/${KINDS[kind].plural}.csv?state=all`,
    })),
    { who, path: '/problems?only=knownErrors&state=all&count=true' },
    { who, path: '/my-work' },
    { who, path: '/settings' },
    ...ENTITIES.flatMap(entity => [
      { who, path: `/deployments?entity=${entity}&limit=50`, pages: 3 },
      {
        who,
        path: `/incidents/outages?entity=${entity}&days=90&zone=Europe/Vienna`,
      },
      { who, path: `/similar?q=card&near=${entity}` },
    ]),
    ...(who === undefined || who === 'adam'
      ? [
          // Those that were ignored are forgotten after a week, whichever build runs then
          { who, path: '/deliveries?status=processed&limit=50', pages: 2 },
          { who, path: '/deployments?unmapped=true' },
        ]
      : []),
  ];
}

export const nameOf = ({ who, path }: Question) => `${who ?? 'admin'} ${path}`;

/** An answer, of which nothing but its words and its status is kept. */
export interface Told {
  status: number;
  body: unknown;
}

/** Follows the pages of each build with its own cursors. */
export async function askOne(
  { path, pages = 1 }: Question,
  get: (path: string) => ReturnType<BackendProcess['call']>,
): Promise<Told[]> {
  const told: Told[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await get(
      cursor
        ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
        : path,
    );
    cursor = answer.body?.nextCursor;
    told.push({
      status: answer.status,
      body: withoutCursors(answer.body ?? answer.text),
    });
  } while (cursor && told.length < pages);
  return told;
}

/** A cursor is nobody's business but the build's that made it: only that there is one. */
function withoutCursors(body: unknown): unknown {
  return typeof body === 'string'
    ? // Of a list that is exported, one line each
      body.split('\r\n')
    : JSON.parse(JSON.stringify(body), (key, value) =>
        key === 'nextCursor' && value ? 'there is one' : value,
      );
}
