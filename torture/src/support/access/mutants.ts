import type { Mutant } from '../../TortureTest';

const SOURCES = 'plugins/itsm-backend/src';

const mutant = (
  name: string,
  file: string,
  find: string,
  replace: string,
): Mutant => ({ name, file: `${SOURCES}/${file}`, find, replace });

/** What somebody could forget when reading for a caller. */
export const ACCESS_MUTANTS: readonly Mutant[] = [
  mutant(
    'found by words: nobody asks who may read it',
    'lists/textCandidates.ts',
    `  whereReadable(query, q, RECORDS);
`,
    '',
  ),
  mutant(
    "an entity's list: nobody asks who may read it",
    'lists/candidates.ts',
    '  whereReadable(query, q, LINKS);',
    '',
  ),
  mutant(
    'a count is of all records',
    'lists/candidates.ts',
    '  const counted = source(COUNT_CAP + 1, false);',
    `  q.scopes.forEach(scope => Object.assign(scope, { criteria: true }));
  const counted = source(COUNT_CAP + 1, false);`,
  ),
  mutant(
    'lists are told too late that a record is restricted',
    'records/linkRows.ts',
    ' ||\n    isPrivate(kind, before) !== isPrivate(kind, after)',
    '',
  ),
  mutant(
    'everybody reads the internal lines of a timeline',
    'timeline/readTimeline.ts',
    "  if (!options.internal) query.where('e.audience', 'public');",
    '',
  ),
  mutant(
    'everybody amends what anybody said',
    'callers/RecordCollaboration.ts',
    'if (line.actor?.ref !== caller.actor.ref) {',
    'if (false) {',
  ),
  mutant(
    'notes are amended by people who may not see them',
    'callers/RecordCollaboration.ts',
    "(line.audience === 'internal' && !visible.internal)",
    'false',
  ),
  mutant(
    'everybody downloads internal files',
    'callers/AuthorizedRecords.ts',
    "(found.audience === 'internal' && !internal)",
    'false',
  ),
  mutant(
    'an administrator reads the notes about a record of their own',
    'access/Caller.ts',
    'record.requester !== this.actor.ref &&',
    '',
  ),
  mutant(
    'who watched a record goes on reading it when it is restricted',
    'principals/principalsCompanion.ts',
    'dropWatchers: after.restricted && !before.restricted',
    'dropWatchers: false',
  ),
  mutant(
    'links name records that the reader may not see',
    'callers/readRelated.ts',
    "link.target !== 'record' || readable.has(link.ref)",
    'true',
  ),
  mutant(
    'links of others name records that the reader may not see',
    'callers/readIncomingLinks.ts',
    'whereMeets(query, criteria, LINKS);',
    '',
  ),
  mutant(
    'fields name records that the reader may not see',
    'callers/presentRecord.ts',
    '!kind.numberFields?.includes(key) ||',
    'true ||',
  ),
  mutant(
    'timelines name records that the reader may not see',
    'callers/readRelated.ts',
    'number => !readable.has(number)',
    '() => false',
  ),
  mutant(
    'records are opened as parts of what their author may not see',
    'records/RecordTransaction.ts',
    'if (o.reach) refuseUnknown(opening.links?.add ?? [], targets);',
    '',
  ),
  mutant(
    'drafts are for everybody who reads articles',
    'records/recordRow.ts',
    'restricted: isPrivate(kind, record) ? 1 : 0',
    'restricted: record.restricted ? 1 : 0',
  ),
  mutant(
    'readers of an article read its next version',
    'callers/presentRecord.ts',
    '(o.isInsider || ',
    '(true || ',
  ),
  mutant(
    'links with hidden records are removed by who may not see them',
    'records/relink.ts',
    "target !== 'record' || !acting.reach || ctx.targets.has(ref);",
    'Boolean(target && ref);',
  ),
  mutant(
    'a repeated key shows what its caller may not read any more',
    'callers/RepeatedAnswers.ts',
    '    const { numbers, isInternal } = tellsOf(first);',
    `    if (number) return true;
    const { numbers, isInternal } = tellsOf(first);`,
  ),
  mutant(
    'deployments are listed whoever may read their change',
    'deployments/DeploymentStore.ts',
    'if (readable !== true) {',
    'if (false) {',
  ),
  mutant(
    'nobody is asked for the permission of an operation',
    'http/guard.ts',
    'await caller.require(...basicOf(guard));',
    '',
  ),
];
