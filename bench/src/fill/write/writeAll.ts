import type { Tables } from '../rows/tables';
import type { Texts, Writer } from './Writer';

/** Writes tables as they come: the next ones are made while the last ones are written. */
export async function writeAll<B extends { tables: Tables }>(
  writer: Writer,
  batches: Iterable<B>,
  onWritten: (batch: B) => void,
): Promise<void> {
  let pending: Promise<void> | undefined;
  for (const batch of batches) {
    const texts = textsOf(batch.tables);
    await pending;
    pending = writer.insert(texts).then(() => onWritten(batch));
    // Awaited only after the next batch is made; until then its failure is nobody's
    pending.catch(() => {});
  }
  await pending;
}

function textsOf(tables: Tables): Texts {
  return Object.fromEntries(
    Object.entries(tables)
      .filter(([, rows]) => rows.length > 0)
      .map(([table, rows]) => [table, JSON.stringify(rows)]),
  );
}
