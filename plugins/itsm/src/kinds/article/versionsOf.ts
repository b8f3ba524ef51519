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

/** Actions by which a text becomes what is read; their entries say of which version it is. */
const PUBLISHES = ['publish', 'release', 'publish_update'];

/**
 * The versions of an article, the newest first: the next one if somebody writes it, the one that the
 * record shows, and those that were published before. Their texts are found by going back through the
 * timeline: every entry that changed the text says what it was.
 */
export function versionsOf(
  record: RecordView,
  entries: readonly EntryView[],
): Version[] {
  const draft = record.fields.draft as ArticleDraft | undefined;
  let text: Version = {
    version: textOf(record, 'version'),
    title: record.title,
    description: record.description ?? '',
  };
  const versions: Version[] = [...(draft ? [draft] : []), text];
  let isUntold = false;
  for (const { verb, body } of [...entries].sort((a, b) => b.seq - a.seq)) {
    const { action } = body;
    if (action === 'publish') isUntold = false;
    if (verb === 'edited' && !action && !body.fields) isUntold = true;
    // Who is not told of a draft can't go back through it
    if (action === 'restore' && isUntold) break;
    // What is approved for a later date has no version yet: its release gives it one
    if (PUBLISHES.includes(String(action)) && body.version) {
      text = { ...text, version: String(body.version) };
      if (text.version !== versions[versions.length - 1].version) {
        versions.push(text);
      }
    }
    const { title, description } = (body.fields ?? {}) as Partial<
      Record<string, Change>
    >;
    text = {
      ...text,
      ...(title && { title: title[0] }),
      ...(description && { description: description[0] ?? '' }),
    };
  }
  return versions;
}
