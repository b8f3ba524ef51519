import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from 'itsm-harness';
import type { Bench } from '../scenarios/Scenario';
import type {
  ClosedLoad,
  ClosedResult,
  Load,
  OpenLoad,
  OpenResult,
} from './protocol';

export interface Loader {
  closed(load: Omit<ClosedLoad, 'kind'>): Promise<ClosedResult>;
  open(load: Omit<OpenLoad, 'kind'>): Promise<OpenResult>;
}

/** Starts the process that asks, and ends it after the work. */
export async function withLoader<T>(
  bench: Pick<Bench, 'addGeneratorCpu'>,
  work: (loader: Loader) => Promise<T>,
): Promise<T> {
  const child = fork(require.resolve('./loader.ts'), {
    execArgv: ['--require', join(ROOT, 'scripts', 'process', 'typescript.cjs')],
  });
  const perform = (load: Load): Promise<any> =>
    new Promise((done, fail) => {
      const onExit = () => fail(new Error('The loader ended'));
      const onMessage = ({ result, error }: any) => {
        // Backstage's transform tells its parent which files it read
        if (!result && !error) return;
        child.removeListener('exit', onExit);
        child.removeListener('message', onMessage);
        if (error) {
          fail(new Error(error));
        } else {
          bench.addGeneratorCpu(result.generatorCpuSeconds);
          done(result);
        }
      };
      child.once('exit', onExit);
      child.on('message', onMessage);
      child.send(load);
    });
  try {
    return await work({
      closed: load => perform({ kind: 'closed', ...load }),
      open: load => perform({ kind: 'open', ...load }),
    });
  } finally {
    child.disconnect();
  }
}
