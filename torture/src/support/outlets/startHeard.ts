import type { Arena } from '../../TortureTest';
import { startReplicas, type Replicas } from '../replicas';
import { Sink } from './Sink';

/** An outlet that gets no answer is waited for as long; an installation waits longer. */
const HANGS_AFTER_S = 3;

/** Backends whose outlets end in this process, which hears what they tell. */
export interface Heard {
  sink: Sink;
  replicas: Replicas;
  close(): Promise<void>;
}

export async function startHeard(
  arena: Arena,
  count: number,
  outlets: readonly string[],
): Promise<Heard> {
  const sink = await Sink.open();
  const replicas = await startReplicas(arena, count, {
    ...sink.optionsFor(outlets),
    config: { itsm: { outlets: { limit: { seconds: HANGS_AFTER_S } } } },
  });
  return {
    sink,
    replicas,
    close: async () => {
      await replicas.close();
      await sink.close();
    },
  };
}
