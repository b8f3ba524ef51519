import type {
  RecordPage,
  RecordSummary,
  RecordView,
} from 'backstage-plugin-itsm-common';
import { PAGE_ROWS } from '../sql/recordPage';
import type { Row } from '../stage/SqlSession';

const PAGE = PAGE_ROWS - 1;
/** Where the API stops to count. */
const CAP = 1_000;
/** Entities that a line of a list names; of the rest it says how many there are. */
const NAMED = 5;
/** Lines of the first page of a timeline. */
const TIMELINE = 50;

/** @throws Error naming the first difference: a floor that answers something else is none. */
function requireSame(
  what: string,
  ours: readonly unknown[],
  theirs: readonly unknown[],
): void {
  const length = Math.max(ours.length, theirs.length);
  for (let i = 0; i < length; i += 1) {
    const [our, their] = [ours[i], theirs[i]].map(each => JSON.stringify(each));
    if (our !== their) {
      throw new Error(
        `The statement for ${what} answers otherwise: ${their} instead of ${our} (number ${i + 1} of ${ours.length})`,
      );
    }
  }
}

const millis = (time: string) => new Date(time).getTime();

const fieldsOf = (record: Omit<RecordSummary, 'actions'>) => ({
  number: record.number,
  kind: record.kind,
  state: record.state,
  version: record.version,
  title: record.title,
  priority: record.priority,
  requester: record.requester,
  assignee: record.assignee,
  group: record.assignmentGroup,
  restricted: record.restricted,
  updatedAt: millis(record.updatedAt),
});

const columnsOf = (row: Row) => ({
  number: row.number,
  kind: row.kind,
  state: row.state,
  version: row.version,
  title: row.title,
  priority: row.priority,
  requester: row.requester,
  assignee: row.assignee,
  group: row.assignment_group,
  restricted: Boolean(row.restricted),
  updatedAt: Number(row.updated_at),
});

function withEntities(row: Row) {
  const entities: string[] = row.entities?.split(' ') ?? [];
  return {
    ...columnsOf(row),
    entities: entities.slice(0, NAMED),
    entityCount: entities.length,
  };
}

/**
 * Compares the first page of a list with the rows of `recordPage`.
 *
 * @param rows - as many as a page has, and one more where there is one
 * @throws Error naming the first difference
 */
export function requireSamePage(
  what: string,
  { items, nextCursor, count }: RecordPage,
  rows: readonly Row[],
): void {
  requireSame(
    what,
    items.map(item => ({
      ...fieldsOf(item),
      entities: item.entities,
      entityCount: item.entityCount,
    })),
    rows.slice(0, PAGE).map(withEntities),
  );
  requireSame(
    `the next page of ${what}`,
    [nextCursor !== null],
    [rows.length > PAGE],
  );
  if (!count) return;
  const total = Number(rows[0]?.total ?? 0);
  requireSame(
    `the count of ${what}`,
    [[count.value, count.capped]],
    [[Math.min(total, CAP), total > CAP]],
  );
}

/** Compares which records a page has, in which order. @throws Error naming the first difference */
export function requireSameNumbers(
  what: string,
  { items }: RecordPage,
  rows: readonly Row[],
): void {
  requireSame(
    what,
    items.map(item => item.number),
    rows.map(row => row.number),
  );
}

/** Rows that came as one JSON column: as text on SQLite. */
const listOf = (column: unknown): Row[] =>
  (typeof column === 'string' ? JSON.parse(column) : column) ?? [];

/** Compares a record with the row of `viewStatement`. @throws Error naming the first difference */
export function requireSameRecord(record: RecordView, row: Row): void {
  const what = record.number;
  requireSame(
    what,
    [{ ...fieldsOf(record), description: record.description }],
    [{ ...columnsOf(row), description: row.description }],
  );
  requireSame(
    `links of ${what}`,
    record.links.map(({ role, ref, record: target }) => [
      role,
      ref,
      target?.title,
      target?.state,
    ]),
    [...listOf(row.links), ...listOf(row.incoming)].map(
      ({ role, ref, title, state }) => [role, ref, title, state],
    ),
  );
  requireSame(
    `the timeline of ${what}`,
    record.timeline.items.map(({ id, verb, amendment }) => [
      id,
      verb,
      amendment?.id,
    ]),
    listOf(row.entries)
      .slice(0, TIMELINE)
      .map(({ id, verb, amendment }) => [id, verb, amendment]),
  );
  requireSame(
    `attachments of ${what}`,
    record.attachments.map(({ id }) => id),
    listOf(row.attachments).map(({ id }) => id),
  );
}

/** All of a record that does not depend on when it was made, by its parts. */
const likenessOf = (record: RecordView) => {
  const { number, updatedAt, ...core } = fieldsOf(record);
  return {
    core,
    fields: record.fields,
    links: record.links.map(({ role, ref }) => [role, ref]),
    actions: record.actions.map(({ name }) => name),
    can: record.can,
    timeline: record.timeline.items.map(entry => [
      entry.verb,
      entry.audience,
      entry.actor?.ref,
    ]),
  };
};

/**
 * Compares a record that statements wrote with one that the API wrote.
 *
 * @throws Error naming the part that differs
 */
export function requireAlike(ours: RecordView, theirs: RecordView): void {
  const [our, their] = [likenessOf(ours), likenessOf(theirs)];
  for (const part of Object.keys(our) as (keyof typeof our)[]) {
    requireSame(`${part} of ${theirs.number}`, [our[part]], [their[part]]);
  }
}
