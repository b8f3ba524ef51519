import type { RecordView } from 'backstage-plugin-itsm-common';
import { textOf } from '../fieldFacts';

/** The first draft of an article about what a record found out; its writer changes the words. */
export function sectionsOf(from: RecordView): string {
  const { notes = '' } = (from.fields.resolution ?? {}) as { notes?: string };
  const sections = [
    ['Symptom', from.description],
    ['Cause', textOf(from, 'rootCause')],
    ['Workaround', textOf(from, 'workaround')],
    ['Solution', textOf(from, 'fixNotes') || notes],
  ];
  return sections
    .filter(([, text]) => text)
    .map(([title, text]) => `## ${title}\n\n${text}`)
    .join('\n\n');
}
