import type {
  ArticleDraft,
  EntryView,
  RecordView,
} from 'backstage-plugin-itsm-common';
import { textOf } from '../fieldFacts';

/** One version of an article's text. */
export interface Version {
  version: string;
  title: string;
  description: string;
}

type Change = [before: string, after: string];

const before = (version: string) => `${Number(version.split('.')[0]) - 1}.00`;

/**
 * The versions of an article, the newest first: the next one if somebody writes it, the one that is
 * read, and those that were replaced, whose texts stand in the entries that replaced them.
 */
export function versionsOf(
  record: RecordView,
  entries: readonly EntryView[],
): Version[] {
  const { title, description } = record;
  const draft = record.fields.draft as ArticleDraft | undefined;
  const versions: Version[] = [
    ...(draft ? [draft] : []),
    {
      version: textOf(record, 'version'),
      title,
      description: description ?? '',
    },
  ];
  const updates = entries
    .filter(({ body }) => body.action === 'publish_update')
    .sort((a, b) => b.seq - a.seq);
  for (const { body } of updates) {
    const fields = (body.fields ?? {}) as Record<string, Change | undefined>;
    const newer = versions[versions.length - 1];
    versions.push({
      version: before(String(body.version)),
      title: fields.title?.[0] ?? newer.title,
      description: fields.description?.[0] ?? newer.description,
    });
  }
  return versions;
}
