import type { HarnessDatabase } from 'itsm-harness';
import type { Progress } from './progress';
import { batches, type Batch } from './rows/batches';
import { factBatches } from './rows/factBatches';
import type { World } from './world/landscape';
import { writeAll } from './write/writeAll';
import { withWriter } from './write/withWriter';

const BATCH = 2_000;

/** Writes `size` records, and all that the engine keeps about them, into its empty tables. */
export async function fillRecords(
  database: HarnessDatabase,
  size: number,
  world: World,
  progress: Progress,
): Promise<void> {
  const { engine } = database;
  const affected = new Set<number>();
  await withWriter(database, 'itsm', async writer => {
    let last: Batch | undefined;
    await writeAll(
      writer,
      batches({ engine, size, world, batchSize: BATCH, affected }),
      batch => {
        last = batch;
        progress.at('records', batch.records, size);
      },
    );
    await writeAll(writer, factBatches(world, affected, BATCH), () => {});
    await writer.setNumbers(last!.numbers, size);
    progress.say('indexes');
  });
}
