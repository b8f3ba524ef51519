/**
 * What a list is narrowed to and how it is sorted, as words of the URL; an empty word narrows nothing.
 *
 * @public
 */
export interface ListFilters {
  /** Open records are those that somebody still has to do something about. */
  state: 'open' | 'closed' | 'all';
  /** Words, or a number. */
  q: string;
  /** One priority, such as `2`, or the most urgent ones, such as `1-2`. */
  priority: string;
  /** A role of the reader or of a group of theirs: any (`true`), or this one. */
  mine: '' | 'true' | 'assignee' | 'requester' | 'approver' | 'team';
  /** `true`: records that no person works on. */
  unassigned: '' | 'true';
  unowned: '' | 'true';
  /** What the kind has a name for, such as `selfApproved` of changes. */
  only: string;
  /** Ref of a person. */
  assignee: string;
  /** Ref of a group. */
  group: string;
  /** Name of a desk. */
  desk: string;
  /** Ref of an entity that the records affect. */
  entity: string;
  /** Newest first, last changed first, or most urgent first. */
  sort: 'created' | 'updated' | 'priority';
}

/** A view that a kind's list offers to everybody. @public */
export interface ListView {
  /** Code of its name, such as `list.view.unassigned`. */
  label: string;
  /** What it shows of the list that shows all open records. */
  filters: Partial<ListFilters>;
}
