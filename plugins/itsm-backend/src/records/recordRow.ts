import {
  correlation,
  isOpen,
  isPrivate,
  renamedFields,
  UnreadableRecordError,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { toNullableNumber, toNumber } from '../database/database';

/**
 * What links and principals repeat of their record, so that an index of theirs answers who may
 * read it and which list it is in. `restricted` is what rules ask for: the mark that people set, and
 * states that are private.
 */
export const copiesOf = (
  kind: KindDefinition,
  record: Pick<ItsmRecord, 'desk' | 'restricted' | 'state'>,
) => ({
  kind: kind.name,
  desk: record.desk,
  is_open: isOpen(kind, record.state) ? 1 : 0,
  restricted: isPrivate(kind, record) ? 1 : 0,
});

/** A row of `records` as both drivers return it. */
export type RecordRow = Record<string, any>;

/** Columns of a record that a list reads; the description and the search rank stay behind. */
export const LIST_COLUMNS = [
  'id',
  'number',
  'kind',
  'desk',
  'state',
  'version',
  'title',
  'impact',
  'urgency',
  'priority',
  'environment',
  'category',
  'channel',
  'restricted',
  'marked_restricted',
  'requester',
  'opened_by',
  'assignee',
  'assignment_group',
  'created_at',
  'updated_at',
  'started_at',
  'detected_at',
  'acknowledged_at',
  'mitigated_at',
  'resolved_at',
  'closed_at',
  'reopen_count',
  'data',
  'data_version',
] as const;

export function encodeRecord(
  kind: KindDefinition,
  record: ItsmRecord,
): RecordRow {
  return {
    id: record.id,
    number: record.number,
    ...copiesOf(kind, record),
    state: record.state,
    version: record.version,
    title: record.title,
    description: record.description,
    impact: record.impact,
    urgency: record.urgency,
    priority: record.priority,
    environment: record.environment,
    category: record.category,
    channel: record.channel,
    marked_restricted: record.restricted ? 1 : 0,
    requester: record.requester,
    opened_by: record.openedBy,
    assignee: record.assignee,
    assignment_group: record.assignmentGroup,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    started_at: record.startedAt,
    detected_at: record.detectedAt,
    acknowledged_at: record.acknowledgedAt,
    mitigated_at: record.mitigatedAt,
    resolved_at: record.resolvedAt,
    closed_at: record.closedAt,
    reopen_count: record.reopenCount,
    data: JSON.stringify(record.data),
    data_version: record.dataVersion,
    correlation: correlation.of(kind)?.(record) ?? null,
    mark: markOf(kind, record),
  };
}

const markOf = ({ marks = {} }: KindDefinition, record: ItsmRecord) =>
  Object.keys(marks).find(name => marks[name](record)) ?? null;

/** The fields of the kind, in their current shape. */
export function decodeData(
  kind: KindDefinition,
  row: RecordRow,
): ItsmRecord['data'] {
  const stored = JSON.parse(row.data);
  const { data_version: from } = row;
  if (from >= kind.dataVersion) return stored;
  const data = renamedFields(kind, stored);
  return kind.upcast ? kind.upcast(data, from) : data;
}

/**
 * @throws UnreadableRecordError for a row that somebody, or a lost disk, has broken: rules must not
 *   work with what nobody wrote.
 */
export function decodeRecord(kind: KindDefinition, row: RecordRow): ItsmRecord {
  try {
    const data = decodeData(kind, row);
    if (!Object.hasOwn(kind.states, row.state) || !isData(kind, data)) {
      throw new Error('no state or no fields of its kind');
    }
    return { ...decodeColumns(row), data, dataVersion: kind.dataVersion };
  } catch {
    throw new UnreadableRecordError(row.number);
  }
}

const isData = (kind: KindDefinition, data: unknown) =>
  typeof data === 'object' &&
  data !== null &&
  !Array.isArray(data) &&
  kind.instantFields
    .map(key => (data as ItsmRecord['data'])[key] ?? 0)
    .every(value => Math.abs(Number(value)) <= LAST_INSTANT);

/** The last one that a Date can hold, in epoch milliseconds. */
const LAST_INSTANT = 8.64e15;

/** What a list can say also of a record whose fields can't be read. */
export function decodeColumns(row: RecordRow): ItsmRecord {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    desk: row.desk,
    state: row.state,
    version: row.version,
    title: row.title,
    description: row.description ?? '',
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    environment: row.environment,
    category: row.category,
    channel: row.channel,
    restricted: Boolean(row.marked_restricted),
    requester: row.requester,
    openedBy: row.opened_by,
    assignee: row.assignee,
    assignmentGroup: row.assignment_group,
    createdAt: toNumber(row.created_at),
    updatedAt: toNumber(row.updated_at),
    startedAt: toNullableNumber(row.started_at),
    detectedAt: toNullableNumber(row.detected_at),
    acknowledgedAt: toNullableNumber(row.acknowledged_at),
    mitigatedAt: toNullableNumber(row.mitigated_at),
    resolvedAt: toNullableNumber(row.resolved_at),
    closedAt: toNullableNumber(row.closed_at),
    reopenCount: row.reopen_count,
    data: {},
    dataVersion: row.data_version,
  };
}
