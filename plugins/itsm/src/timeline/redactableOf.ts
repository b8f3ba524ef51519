import type { EntryView } from 'backstage-plugin-itsm-common';

/** Stands where a value was redacted. */
export const isRedactedValue = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (value as { redacted?: unknown }).redacted === true;

const isLeft = (value: unknown) =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !isRedactedValue(value);

/**
 * What the reader may redact of an entry: `comment`, `file`, or the names of fields whose old value may go.
 * Administrators may redact what its author may no longer.
 */
export function redactableOf(
  entry: EntryView,
  isAdministrator: boolean,
): string[] {
  if (!isAdministrator) return entry.redactable ?? [];
  const { verb, redacted, erased } = entry;
  if (verb === 'edited') {
    const fields = (entry.body.fields ?? {}) as Record<string, unknown>;
    return Object.keys(fields).filter(name =>
      isLeft((fields[name] as unknown[])?.[0]),
    );
  }
  if (redacted || erased) return [];
  if (verb === 'commented') return ['comment'];
  return verb === 'attached' ? ['file'] : [];
}

/**
 * The entries with the redactions among them: what was loaded before one does not know of it, but it is an
 * entry itself.
 */
export function withRedactions(entries: readonly EntryView[]): EntryView[] {
  const redactions = new Map(
    entries
      .filter(({ verb }) => verb === 'redacted')
      .map(entry => [entry.body.of, entry]),
  );
  return entries.map(entry => {
    const redaction = redactions.get(entry.id);
    if (!redaction || entry.redacted) return entry;
    const { at, actor, body } = redaction;
    const redacted = { by: actor?.ref ?? '', at };
    if (body.what !== 'field') {
      const { amendment, editable, redactable, ...rest } = entry;
      return { ...rest, body: {}, redacted };
    }
    const field = String(body.field);
    const fields = entry.body.fields as Record<string, unknown[]>;
    const [, value] = fields[field];
    return {
      ...entry,
      redacted,
      body: {
        ...entry.body,
        fields: { ...fields, [field]: [{ redacted: true }, value] },
      },
    };
  });
}
