import type { ComponentType, ReactElement, ReactNode } from 'react';
import type {
  KindDefinition,
  LinkRole,
  RecordSummary,
  RecordView,
  SettingsView,
} from 'backstage-plugin-itsm-common';
import type { CodeText } from '../text/CodeText';
import type { ItsmTitle } from '../text/itsmTitle';
import type { ListView } from './ListView';

/** How a field of an input is drawn. @public */
export type FieldWidget =
  | 'line'
  | 'text'
  /** A text that may mention people and groups. */
  | 'prose'
  /** Several texts, each on a line. */
  | 'lines'
  | 'choice'
  | 'flag'
  | 'number'
  | 'instant'
  | 'person'
  | 'group'
  | 'personOrGroup'
  | 'personsOrGroups'
  | 'entities'
  | 'record';

/** What a view says about a field beyond its schema. @public */
export interface FieldView {
  /** Left out: by the type of the schema. */
  widget?: FieldWidget;
  /** Left out: always. */
  visible?: (values: Record<string, unknown>, record?: RecordView) => boolean;
  /** Needed in the form although the schema, which can't see the other fields, says optional. */
  required?: (values: Record<string, unknown>, record?: RecordView) => boolean;
  /** Value that the form starts with. */
  initial?: unknown;
}

/** How an action is offered. @public */
export interface ActionView {
  /** Its button looks like one that takes something away. */
  destructive?: boolean;
  /** Order of the fields; fields not named follow. */
  order?: readonly string[];
  /** Views of its fields by name; they win over the kind's. */
  fields?: Record<string, FieldView>;
}

/** A column of the kind's list, between title and age. @public */
export interface ListColumn {
  /** Unique in the list. */
  id: string;
  /** Code of its title. */
  label: string;
  /** What a row shows. */
  cell: (record: RecordSummary) => ReactNode;
  /** Stays in a narrow window. */
  essential?: boolean;
  /** At least this many pixels. */
  width?: number;
  /** Columns of the CSV file that say the same; left out: the file has none for it. */
  exports?: readonly string[];
}

/** A line of the facts beside a record. @public */
export interface Fact {
  /** Code of its name. */
  label: string;
  /** What stands beside the name. */
  value: ReactNode;
}

/** What a panel of the record page gets. @public */
export interface RecordPanelProps {
  record: RecordView;
  /** To be called with what a write of the panel's answered. */
  onChanged: (record: RecordView) => void;
}

/** A record of another kind that is opened from the page of one. @public */
export interface OpenedFrom {
  /** Name of the other kind; the new record gets the entities, and as its parent the number. */
  kind: string;
  /** What the new one is to this one, where this one holds the link. */
  link?: LinkRole;
  /** The new one holds that link instead: it is opened from what is only read. */
  heldByNew?: boolean;
  /** States of this one in which it is offered; left out: all. */
  in?: readonly string[];
  /** Code of what the button says; left out: that of every new one. */
  label?: string;
}

/** What a dialog that makes a record gets. @public */
export interface CreateDialogProps {
  /** Name of the kind. */
  kind: string;
  /** The collection in URLs. */
  plural: string;
  /** The kind's view. */
  view: KindView;
  /** What the installation allows this user. */
  settings: SettingsView;
  /** Linked from the start. */
  entity?: string;
  /** The record from whose page it is opened. */
  from?: RecordView;
  /** Called with what was made. */
  onCreated?: (record: RecordView) => void;
  /** Called when the dialog is done or given up. */
  onClose: () => void;
}

/**
 * How one kind of record is shown. All that pages know about a kind is in its view; none of them
 * asks for a kind or a state by name.
 *
 * @public
 */
export interface KindView {
  /** Loads the kind's table; only dialogs need it, and it brings the schema library along. */
  definition: () => Promise<KindDefinition>;
  /** Records have a priority: chip, filter and column. */
  prioritized: boolean;
  /** What its lists show besides the shared columns. */
  columns: readonly ListColumn[];
  /** Views that its lists offer, besides those that readers save. */
  listViews?: readonly ListView[];
  /** Rows of the kind have no room for, or no use of, the assignee, unless a reader chooses it. */
  hideAssignee?: boolean;
  /** What stands beside the state, in lists and on the page; nothing for most records. */
  Badge?: ComponentType<{ record: RecordSummary | RecordView }>;
  /** Facts beside the record, after the shared ones. */
  facts: (record: RecordView) => Fact[];
  /** Panels of the record page's right side, above related records. */
  panels: readonly ComponentType<RecordPanelProps>[];
  /** Panels below its text. */
  textPanels?: readonly ComponentType<RecordPanelProps>[];
  /** What stands above the kind's records on the page of an entity, given its ref. */
  entityPanels?: readonly ComponentType<{ entity: string }>[];
  /** What is opened from the record's page. */
  opens?: readonly OpenedFrom[];
  /** Actions in the order in which the first possible one becomes the primary button. */
  nextActions: readonly string[];
  /** Views of actions by name; left out are those that need none. */
  actions: Record<string, ActionView>;
  /** A dialog of the kind's own; left out: a form of the schema, with `createOrder`. */
  createDialog?: ComponentType<CreateDialogProps>;
  /** What that form starts with when it is opened from the page of another record, in the reader's words. */
  startedFrom?: (from: RecordView, code: CodeText) => Record<string, unknown>;
  /** Fields of the form that makes a record, in order. */
  createOrder: readonly string[];
  /** Fields of the edit dialog, in order; left out are those that the dialog doesn't offer. */
  editOrder: readonly string[];
  /** Fields that can be edited of several records at once; left out: none. */
  bulkEdit?: readonly string[];
  /** What the edit dialog starts with, where that is not what the record says. */
  edited?: (record: RecordView) => Record<string, unknown>;
  /**
   * Views of fields by name, for edits and, unless an action's own view differs, for actions. Fields that
   * all kinds share have theirs already.
   */
  fields: Record<string, FieldView>;
}

/** A kind as the frontend knows it before its view is loaded. @public */
export interface KindViewEntry {
  /** Name of the kind. */
  kind: string;
  /** The collection in URLs. */
  plural: string;
  /** Of record numbers. */
  prefix: string;
  /** Of its tab; left out: its text `plural`. */
  title?: ItsmTitle;
  /** Stands beside its records where those of several kinds are; left out: that of ITSM. */
  icon?: ReactElement;
  /** True if the ITSM page lists the kind, at its plural: in a tab of its own, unless `under` says where else. */
  tab?: boolean;
  /**
   * Paths of the tabs that lead to the list instead of a tab of its own, such as `requests` or `my-work`. The
   * first one is lit when somebody comes from elsewhere. If the app has none of them, the kind gets a tab.
   */
  under?: readonly string[];
  /**
   * Texts of a kind from outside, by the part of their key after `kind.<kind>.`: `name`, `plural`,
   * `new`, `created`, `empty.open`, `state.<state>` …
   */
  texts?: Record<string, string>;
  /** Loads the view; called once. */
  load: () => Promise<KindView>;
}
