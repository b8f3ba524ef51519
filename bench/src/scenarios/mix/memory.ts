import { readFileSync } from 'node:fs';
import { slope } from '../../statistics/percentile';

const EVERY_MS = 1_000;
/** A process that just began to work hard grows at first. */
const SETTLING = 0.25;

/** Resident memory of a process in MiB; undefined where the system does not tell. */
function residentMib(pid: number): number | undefined {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return kib ? Number(kib[1]) / 1_024 : undefined;
  } catch {
    return undefined;
  }
}

export interface Memory {
  mib: number[];
  /** MiB per minute, after it has settled. */
  slope: number;
}

/** Watches the memory of a process until it is stopped. */
export function watchMemory(pid: number): { stop(): Memory | undefined } {
  const seen: number[] = [];
  const look = () => {
    const mib = residentMib(pid);
    if (mib !== undefined) seen.push(Math.round(mib));
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      const settled = seen.slice(Math.floor(seen.length * SETTLING));
      if (settled.length < 2) return undefined;
      const minutes = EVERY_MS / 60_000;
      return {
        mib: seen,
        slope: slope(settled.map((y, i) => ({ x: i * minutes, y }))),
      };
    },
  };
}
