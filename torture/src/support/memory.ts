import { readFileSync, writeFileSync } from 'node:fs';

/** MiB that a process holds in memory. */
export const residentMib = (pid: number): number => memoryOf(pid, 'VmRSS');

/** MiB by which a process grew at most while something was done. */
export async function peakGrowth(
  pid: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = residentMib(pid);
  // The kernel forgets the highest value so far: proc(5)
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  await work();
  return memoryOf(pid, 'VmHWM') - before;
}

/** VmRSS: now; VmHWM: the highest so far. */
function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kib] = new RegExp(`${what}:\\s+(\\d+)`).exec(status)!;
  return Math.round(Number(kib) / 1024);
}
