import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMachine, ROOT, writeWhole, type Engine } from 'itsm-harness';
import { cellOf, type Cell, type MutantResult, type Results } from './Results';
import type { TortureTest } from '../TortureTest';

/**
 * torture/results.json. Each save reads it again and replaces only what this process worked on, so
 * that runs of other tests may go on beside it.
 */
export class ResultsFile {
  constructor(
    private readonly file = join(ROOT, 'torture', 'results.json'),
    private readonly order: readonly string[] = [],
  ) {}

  read(): Results {
    return existsSync(this.file)
      ? JSON.parse(readFileSync(this.file, 'utf8'))
      : { cells: [], mutants: [] };
  }

  cell(test: Pick<TortureTest, 'id' | 'promise'>, engine: Engine): Cell {
    return cellOf(this.read(), test, engine);
  }

  saveCell(cell: Cell): void {
    const results = this.read();
    this.save({
      ...results,
      cells: [
        ...results.cells.filter(
          c => c.test !== cell.test || c.engine !== cell.engine,
        ),
        cell,
      ],
    });
  }

  saveMutant(mutant: MutantResult): void {
    const results = this.read();
    this.save({
      ...results,
      mutants: [
        ...results.mutants.filter(
          m => m.test !== mutant.test || m.name !== mutant.name,
        ),
        mutant,
      ],
    });
  }

  private save(results: Results): void {
    const { cells, mutants } = this.sorted(results);
    writeWhole(
      this.file,
      `${JSON.stringify({ machine: readMachine(), cells, mutants }, null, 2)}\n`,
    );
  }

  private sorted(results: Results): Results {
    const rank = (id: string) => {
      const place = this.order.indexOf(id);
      return place < 0 ? this.order.length : place;
    };
    const byTest = (a: { test: string }, b: { test: string }) =>
      rank(a.test) - rank(b.test) || a.test.localeCompare(b.test);
    return {
      ...results,
      cells: [...results.cells].sort(
        (a, b) => byTest(a, b) || a.engine.localeCompare(b.engine),
      ),
      mutants: [...results.mutants].sort(
        (a, b) => byTest(a, b) || a.name.localeCompare(b.name),
      ),
    };
  }
}
