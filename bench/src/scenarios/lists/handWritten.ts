import { recordPage } from '../../sql/recordPage';
import { SqlText } from '../../sql/SqlText';
import type { Row } from '../../stage/SqlSession';
import type { Stage } from '../../stage/Stage';
import { median } from '../../statistics/percentile';
import type { Combination } from './combinations';
import { pageOrder, VARIANTS } from './variants';

/** How often each variant is tried before the fastest is taken. */
const TRIES = 3;
/** A variant that takes longer is not the fastest. */
const PATIENCE_MS = 2_000;

export interface HandWritten {
  variant: string;
  run(): Promise<Row[]>;
}

/**
 * The fastest of all variants for this combination on this database.
 *
 * @param check - throws when a variant has other rows than it should
 */
export async function fastestSql(
  stage: Stage,
  combination: Combination,
  check: (variant: string, rows: readonly Row[]) => void,
): Promise<HandWritten> {
  let best: (HandWritten & { ms: number }) | undefined;
  for (const [variant, make] of Object.entries(VARIANTS)) {
    const text = new SqlText(stage.engine);
    const ids = make(text, combination, stage.refs);
    if (!ids) continue;
    const statement = stage.sql.prepare(
      recordPage(
        text,
        ids.page,
        pageOrder(combination),
        combination.query.count ? ids.counted : undefined,
      ),
    );
    const run = () => statement(...text.parameters);
    const { ms, rows } = await timed(run);
    check(variant, rows);
    if (!best || ms < best.ms) best = { variant, run, ms };
  }
  if (!best) throw new Error(`No variant for ${JSON.stringify(combination)}`);
  return best;
}

async function timed(
  run: () => Promise<Row[]>,
): Promise<{ ms: number; rows: Row[] }> {
  const times: number[] = [];
  let rows: Row[] = [];
  for (let i = 0; i <= TRIES; i += 1) {
    const start = performance.now();
    rows = await run();
    times.push(performance.now() - start);
    if (times[i] > PATIENCE_MS) break;
  }
  // The first one is planned, and reads what is cold
  return { ms: median(times.length > 1 ? times.slice(1) : times), rows };
}
