/** What this browser keeps of drafts; the app keeps its language there too. */
export const keptDrafts = (): string[] =>
  Object.entries({ ...localStorage })
    .filter(([key]) => key.startsWith('itsm.draft.'))
    .map(([, value]) => String(value));
