import type { RecordView } from 'backstage-plugin-itsm-common';
import type { CodeText } from 'backstage-plugin-itsm-react';
import { textOf } from '../fieldFacts';

/** The first draft of an article about what a record found out; its writer changes the words. */
export function sectionsOf(from: RecordView, code: CodeText): string {
  const { notes = '' } = (from.fields.resolution ?? {}) as { notes?: string };
  const sections = [
    ['symptom', from.description],
    ['cause', textOf(from, 'rootCause')],
    ['workaround', textOf(from, 'workaround')],
    ['solution', textOf(from, 'fixNotes') || notes],
  ];
  return sections
    .filter(([, text]) => text)
    .map(([name, text]) => `## ${code(`article.section.${name}`)}\n\n${text}`)
    .join('\n\n');
}
