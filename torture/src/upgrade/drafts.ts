/** An article that was never published is for its writers and reviewers now: others find it in no list. */
export const isDraft = (item: any) =>
  String(item?.number).startsWith('KB-') &&
  ['draft', 'review', 'scheduled'].includes(item.state);
