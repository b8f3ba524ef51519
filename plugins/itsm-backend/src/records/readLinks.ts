import {
  isAnswer,
  isOpen,
  pickGiven,
  type ActContext,
  type ItsmRecord,
  type KindDefinition,
  type LinkedRecord,
  type LinkQuestion,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { toNumber } from '../database/database';
import type { KindRegistry } from './KindRegistry';
import { asLink, proposedAs, type LinkRow } from './linkRows';
import type { Reach } from './acting';
import { readRows, resourceOf } from './readRecords';
import { decodeData, type RecordRow } from './recordRow';

type Linked = Pick<ItsmRecord, 'id' | 'number' | 'kind'>;

/** Columns of a record that rules of another one look at. */
const SEEN = [
  'number',
  'kind',
  'state',
  'priority',
  'assignee',
  'assignment_group',
  'created_at',
  'data',
  'data_version',
];

/** Reads records by their numbers; in a transaction it locks them. */
export type ReadOthers = (numbers: readonly string[]) => Promise<RecordRow[]>;

/** As a query, to which a transaction adds its lock. */
export const othersIn = (knex: Knex, numbers: readonly string[]) =>
  knex('records')
    .whereIn('number', [...new Set(numbers)])
    .select(SEEN);

/** What was found is not there any more: it moved before it was locked. */
export class MovedMeanwhile extends Error {}

/** The links that rules of a record see. */
export async function readLinks(
  knex: Knex,
  record: Linked,
  kinds: KindRegistry,
  lock?: ReadOthers,
): Promise<LinkedRecord[]> {
  const links = await readLinksOf(knex, [record], kinds, lock);
  return links.get(record.id) ?? [];
}

/** The same of several records, by their ids, in as many statements. */
export async function readLinksOf(
  knex: Knex,
  records: readonly Linked[],
  kinds: KindRegistry,
  lock?: ReadOthers,
): Promise<Map<string, LinkedRecord[]>> {
  if (records.length === 0) return new Map();
  const own: LinkRow[] = await knex('links')
    .whereIn(
      'record_id',
      records.map(({ id }) => id),
    )
    .orderBy(['record_id', 'position', 'ref']);
  const answers = await readAnswers(knex, records, kinds);
  const numbers = [
    ...own.filter(link => link.target === 'record').map(link => link.ref),
    ...answers.map(answer => answer.number),
  ];
  const read = lock ?? (some => othersIn(knex, some));
  const rows = numbers.length > 0 ? await read(numbers) : [];
  const seen = new Map(rows.map(row => [row.number, seenAs(kinds, row)]));
  return new Map(
    records.map(record => [
      record.id,
      [
        ...own
          .filter(row => row.record_id === record.id)
          .map(row => ({ ...asLink(row), record: seen.get(row.ref) })),
        ...answersTo(
          record,
          kinds,
          answers.map(answer => ({
            towards: answer.towards,
            link: {
              role: answer.role,
              target: 'record',
              ref: answer.number,
              ...proposedAs(answer.proposed),
              incoming: true,
              record: seen.get(answer.number),
            },
          })),
          lock !== undefined,
        ),
      ],
    ]),
  );
}

interface Answer extends Pick<LinkRow, 'role' | 'proposed'> {
  /** Of the record that was asked about, and of the one that holds the link. */
  towards: string;
  number: string;
}

const asksOf = (kinds: KindRegistry, { kind }: Linked) =>
  kinds.find(kind)?.asks ?? [];

/** What answers the questions of the records' kinds, each asked by itself, in one statement. */
async function readAnswers(
  knex: Knex,
  records: readonly Linked[],
  kinds: KindRegistry,
): Promise<Answer[]> {
  const branches = records.flatMap(record =>
    asksOf(kinds, record).map(question =>
      answering(knex, record.number, question),
    ),
  );
  if (branches.length === 0) return [];
  // SQLite refuses a limited branch of a UNION unless it is a derived table
  const [first, ...rest] = branches.map(branch =>
    knex.select('*').from(branch.as('b')),
  );
  return rest.length > 0 ? first.unionAll(rest) : first;
}

function answering(knex: Knex, towards: string, question: LinkQuestion) {
  const { role, from, notIn, priorityUpTo, proposed, any } = question;
  const query = knex('links')
    .where({
      'links.ref': towards,
      'links.role': role,
      'links.kind': from,
      'links.target': 'record',
      'links.proposed': proposed ? 2 : 0,
    })
    .join('records', 'records.id', 'links.record_id')
    .select('links.role', 'links.proposed', {
      towards: 'links.ref',
      number: 'records.number',
    });
  if (question.in) query.whereIn('records.state', question.in);
  if (notIn) query.whereNotIn('records.state', notIn);
  if (priorityUpTo) query.where('records.priority', '<=', priorityUpTo);
  if (any) query.limit(1);
  return query;
}

/** @throws MovedMeanwhile when one of them was locked, and is no answer any more */
function answersTo(
  record: Linked,
  kinds: KindRegistry,
  found: readonly { towards: string; link: LinkedRecord }[],
  isLocked: boolean,
): LinkedRecord[] {
  const asks = asksOf(kinds, record);
  const links = found
    .filter(({ towards }) => towards === record.number)
    .map(({ link }) => link);
  const answers = links.filter(link => asks.some(each => isAnswer(each, link)));
  if (isLocked && answers.length < links.length) {
    throw new MovedMeanwhile(record.number);
  }
  return answers;
}

/** A record as rules of another one see it; the system may also know which others it names. */
export function seenAs(
  kinds: KindRegistry,
  row: RecordRow,
  isSystem = false,
): NonNullable<LinkedRecord['record']> {
  const kind = kinds.find(row.kind);
  return {
    kind: row.kind,
    state: row.state,
    open: isOpenIn(kind, row.state),
    priority: row.priority,
    assignee: row.assignee,
    assignmentGroup: row.assignment_group,
    createdAt: toNumber(row.created_at),
    ...(kind && fieldsOf(kind, row, isSystem)),
  };
}

/** Of a record that can't be read no field is known: what it is linked with goes on without them. */
function fieldsOf(kind: KindDefinition, row: RecordRow, isSystem: boolean) {
  try {
    return {
      fields: pickGiven(decodeData(kind, row), [
        ...kind.summaryFields,
        ...(isSystem ? (kind.numberFields ?? []) : []),
      ]),
    };
  } catch {
    return {};
  }
}

/** In no state of its kind, nobody can say that it is done. */
const isOpenIn = (kind: KindDefinition | undefined, state: string) =>
  kind !== undefined && (!kind.states[state] || isOpen(kind, state));

/** The records that an input names, as they are now and as far as whoever acts may read them. */
export async function readTargets(
  knex: Knex,
  kinds: KindRegistry,
  locks: { others(numbers: readonly string[]): Promise<RecordRow[]> },
  reach: Reach | undefined,
): Promise<ActContext['targets']> {
  if (!reach || reach.numbers.length === 0) return new Map();
  const seen = await locks.others(reach.numbers);
  const rows = await readRows(knex, 'number', reach.numbers);
  const readable = new Set(
    rows
      .filter(row => kinds.find(row.kind) && reach.may('read', resourceOf(row)))
      .map(row => row.number),
  );
  return new Map(
    seen
      .filter(row => readable.has(row.number))
      .map(row => [row.number, seenAs(kinds, row, reach.isSystem)]),
  );
}
