import { githubDeployment, GITHUB_HOOK } from 'itsm-harness';
import { openWire, type Question } from '../wire';
import { BASE } from '../apiDocument';

/** What an overloaded backend may say. */
const HONEST = new Set([429, 503]);

/** What became of the requests of a flood. */
export interface Flooded {
  requests: number;
  /** Those that got what they asked for. */
  good: number;
  shed: number;
  perSecond: number;
  /** Ids of deliveries that were acknowledged. */
  acked: string[];
  /** Answers that are neither success nor shedding, and requests without one: how often each. */
  faults: Map<string, number>;
}

export interface FloodOptions {
  port: number;
  connections: number;
  seconds: number;
  /** Deliveries are numbered from here; each tells of a deployment of its own. */
  firstRun: number;
}

/** What a person's list asks. */
export const readOf = (): Question => ({
  method: 'GET',
  path: `${BASE}/v1/incidents?limit=20`,
});

/** Signed deliveries and reads in turns, as many as the connections carry. */
export async function flood(o: FloodOptions): Promise<Flooded> {
  const wire = openWire(o.port, o.connections);
  const began = Date.now();
  const end = began + o.seconds * 1_000;
  const acked: string[] = [];
  const faults = new Map<string, number>();
  let requests = 0;
  let good = 0;
  let shed = 0;
  const fault = (text: string) => faults.set(text, (faults.get(text) ?? 0) + 1);
  const one = async () => {
    const run = o.firstRun + requests;
    requests += 1;
    try {
      const { status, text, body } = await wire.send(
        run % 2 ? deliveryOf(run) : readOf(),
      );
      if (status >= 200 && status < 300) good += 1;
      else if (HONEST.has(status)) shed += 1;
      else fault(`${status} ${text.slice(0, 200)}`);
      if (status === 202) acked.push(body.delivery);
    } catch (error: any) {
      fault(`no answer: ${error.code ?? error.message}`);
    }
  };
  const connection = async () => {
    while (Date.now() < end) await one();
  };
  await Promise.all(Array.from({ length: o.connections }, connection));
  wire.close();
  const perSecond = good / ((Date.now() - began) / 1_000);
  return { requests, good, shed, perSecond, acked, faults };
}

function deliveryOf(run: number): Question {
  const { body, headers } = githubDeployment({
    run,
    deployment: run,
    sha: run.toString(16).padStart(40, 'a'),
  }).created();
  return { method: 'POST', path: GITHUB_HOOK, body, headers, token: null };
}
