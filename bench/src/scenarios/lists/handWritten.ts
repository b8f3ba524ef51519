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

/** The fastest of all variants for this combination on this database. */
export async function fastestSql(
  stage: Stage,
  combination: Combination,
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
    const ms = await timeOf(run);
    if (ms !== undefined && (!best || ms < best.ms))
      best = { variant, run, ms };
  }
  if (!best) throw new Error(`No variant for ${JSON.stringify(combination)}`);
  return best;
}

async function timeOf(run: () => Promise<Row[]>): Promise<number | undefined> {
  const times: number[] = [];
  for (let i = 0; i <= TRIES; i += 1) {
    const start = performance.now();
    await run();
    const took = performance.now() - start;
    if (took > PATIENCE_MS) return i === 0 ? took : median([...times, took]);
    // The first one is planned, and reads what is cold
    if (i > 0) times.push(took);
  }
  return median(times);
}
