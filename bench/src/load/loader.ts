// A process of its own that asks, so that its CPU time is known apart from that of the backend.
import { closedLoop } from './closedLoop';
import { openLoop } from './openLoop';
import { senderOf } from './plans';
import type { ClosedResult, Load, OpenLoad, OpenResult } from './protocol';

async function perform(load: Load): Promise<ClosedResult | OpenResult> {
  const before = process.cpuUsage();
  const result =
    load.kind === 'closed' ? await closedLoop(load) : await open(load);
  const { user, system } = process.cpuUsage(before);
  return { ...result, generatorCpuSeconds: (user + system) / 1e6 };
}

async function open(load: OpenLoad) {
  const { send, close } = await senderOf(load);
  try {
    return await openLoop({ ...load, send });
  } finally {
    close();
  }
}

process.on('message', async (load: Load) => {
  try {
    process.send!({ result: await perform(load) });
  } catch (error: any) {
    process.send!({ error: error.stack });
  }
});
process.on('disconnect', () => process.exit());
