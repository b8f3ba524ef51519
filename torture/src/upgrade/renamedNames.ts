/** Names that are others now: what was said under the old one is said under the new one. */
export const RENAMED: Readonly<Record<string, string>> = {
  windowStart: 'plannedStart',
  windowEnd: 'plannedEnd',
  hear_of_risk: 'note_accepted_risk',
  hear_of_fix: 'note_fix',
  outside_window: 'outside_planned_time',
  window_is_empty: 'planned_time_is_empty',
  doneLeavesSearch: 'hideClosedFromSearch',
};
