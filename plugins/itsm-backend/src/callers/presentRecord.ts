import {
  lifecycleActions,
  offeredActions,
  valueTypes,
  withCurrentNames,
  type ActContext,
  type AttachmentView,
  type EntityNames,
  type Entry,
  type EntryView,
  type ItsmRecord,
  type KindDefinition,
  type LinkedRecord,
  type LinkView,
  type OfferedAction,
  type Phase,
  type RecordSummary,
  type RecordView,
  UNREADABLE,
} from 'backstage-plugin-itsm-common';
import { someNames } from '../entities/renamed';
import { withSortedKeys } from '../timeline/entryChain';
import type { Redacted } from '../timeline/redaction';
import type { ListedRecord } from '../lists/listRecords';
import type { RecordsOptions } from '../records/RecordsOptions';

/** Affected entities that a list row names; the rest is a number. */
const LISTED_ENTITIES = 5;

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** The kind's own fields, with instants as ISO 8601. */
function presentFields(
  kind: KindDefinition,
  data: Record<string, unknown>,
  keys: readonly string[] = Object.keys(data),
): Record<string, unknown> {
  return Object.fromEntries(
    keys
      .filter(key => data[key] !== undefined && data[key] !== null)
      .map(key => [
        key,
        kind.instantFields.includes(key) ? iso(Number(data[key])) : data[key],
      ]),
  );
}

/** A list row, also of a record whose stored fields can't be read: nothing can be done to that. */
export function presentListed(
  { kinds, onUnreadable }: RecordsOptions,
  item: ListedRecord,
  capabilities: false | (() => ActContext['capabilities'] | undefined),
): RecordSummary {
  const { record, entities, unreadable } = item;
  if (!unreadable) {
    return presentSummary(
      kinds.get(record.kind),
      item,
      capabilities && capabilities(),
    );
  }
  onUnreadable?.(unreadable);
  return {
    ...presentColumns({ ...record, state: UNREADABLE }, 'active', entities),
    fields: {},
    ...(capabilities && { actions: [] }),
  };
}

const presentCore = (
  kind: KindDefinition,
  record: ItsmRecord,
  entities: readonly string[],
) => presentColumns(record, kind.states[record.state].phase, entities);

function presentColumns(
  record: ItsmRecord,
  phase: Phase,
  entities: readonly string[],
): Omit<RecordSummary, 'actions' | 'fields'> {
  return {
    number: record.number,
    kind: record.kind,
    desk: record.desk,
    state: record.state,
    phase,
    version: record.version,
    title: record.title,
    priority: record.priority,
    impact: record.impact,
    urgency: record.urgency,
    environment: record.environment,
    category: record.category,
    restricted: record.restricted,
    requester: record.requester,
    assignee: record.assignee,
    assignmentGroup: record.assignmentGroup,
    createdAt: iso(record.createdAt),
    updatedAt: iso(record.updatedAt),
    entities: entities.slice(0, LISTED_ENTITIES),
    entityCount: entities.length,
  };
}

/** A list row; without capabilities it says nothing of actions. */
export function presentSummary(
  kind: KindDefinition,
  { record, entities, linkCounts }: ListedRecord,
  capabilities: ActContext['capabilities'] | undefined | false,
): RecordSummary {
  return {
    ...presentCore(kind, record, entities),
    fields: {
      ...presentFields(kind, record.data, kind.summaryFields),
      ...linkCounts,
    },
    ...(capabilities && {
      actions: lifecycleActions(kind, record).filter(name =>
        kind.actions[name].who.some(who => capabilities.has(who)),
      ),
    }),
  };
}

/** What the caller sees of one record. */
export function presentRecord(o: {
  kind: KindDefinition;
  record: ItsmRecord;
  ctx: ActContext;
  links: LinkView[];
  nextLinks: string | null;
  names?: EntityNames;
  attachments: AttachmentView[];
  timeline: RecordView['timeline'];
  watching: boolean;
  can: RecordView['can'];
  feedback?: RecordView['feedback'];
  /** Actions that need a basic permission which the caller lacks are left out. */
  lacking: ReadonlySet<string>;
  signalChannels?: string[];
  /** What is private in the record is shown, too. */
  isInsider: boolean;
}): RecordView {
  const { kind, record } = o;
  const entities = o.links
    .filter(link => link.role === 'affected')
    .map(link => link.ref);
  const actions: OfferedAction[] = offeredActions(kind, record, o.ctx).filter(
    ({ name }) => !o.lacking.has(kind.actions[name].permission ?? ''),
  );
  return {
    ...presentCore(kind, record, entities),
    fields: presentFields(
      kind,
      record.data,
      Object.keys(record.data).filter(
        key =>
          (o.isInsider || !kind.privateFields?.includes(key)) &&
          (!kind.numberFields?.includes(key) ||
            o.links.some(link => link.ref === record.data[key])),
      ),
    ),
    description: record.description,
    channel: record.channel,
    openedBy: record.openedBy,
    startedAt: isoOrNull(record.startedAt),
    detectedAt: isoOrNull(record.detectedAt),
    acknowledgedAt: isoOrNull(record.acknowledgedAt),
    mitigatedAt: isoOrNull(record.mitigatedAt),
    resolvedAt: isoOrNull(record.resolvedAt),
    closedAt: isoOrNull(record.closedAt),
    reopenCount: record.reopenCount,
    links: o.links,
    nextLinks: o.nextLinks,
    ...someNames(o.names ?? {}),
    attachments: o.attachments,
    watching: o.watching,
    actions: actions.map(({ name, refused }) => ({
      name,
      ...(refused && {
        refused: { code: refused.code, params: refused.params },
      }),
    })),
    can: o.can,
    ...(o.feedback && { feedback: o.feedback }),
    timeline: o.timeline,
    ...(o.signalChannels && { signalChannels: o.signalChannels }),
  };
}

export function presentLink(
  link: LinkedRecord,
  target?: {
    kind: KindDefinition;
    record: Pick<ItsmRecord, 'title' | 'state' | 'priority'>;
  },
): LinkView {
  return {
    role: link.role,
    target: link.target,
    ref: link.ref,
    incoming: Boolean(link.incoming),
    ...(link.proposed && { proposed: true }),
    ...(target && {
      record: {
        kind: target.kind.name,
        title: target.record.title,
        state: target.record.state,
        phase: target.kind.states[target.record.state].phase,
        priority: target.record.priority,
      },
    }),
  };
}

function missingOf({ actor, unreadable }: Entry) {
  if (unreadable) return { unreadable };
  return actor ? {} : { erased: true };
}

export function presentEntry(kind: KindDefinition, stored: Entry): EntryView {
  const entry = withCurrentNames(kind, stored);
  const types = valueTypes(kind, entry);
  // What a redaction left is sealed for whoever verifies the timeline
  const { redacted, remains, ...body } = entry.body as {
    redacted?: Redacted;
    remains?: unknown;
  };
  return {
    id: entry.id,
    seq: entry.seq,
    at: iso(entry.at),
    actor: entry.actor ?? null,
    verb: entry.verb,
    audience: entry.audience,
    body: withSortedKeys(body) as EntryView['body'],
    ...(Object.keys(types).length > 0 && { types }),
    ...missingOf(entry),
    ...(redacted && { redacted: { by: redacted.by, at: iso(redacted.at) } }),
  };
}
