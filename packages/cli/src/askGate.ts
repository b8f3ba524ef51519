import type { GateCheckView } from 'backstage-plugin-itsm-common';
import type { Options } from './readOptions';

/** The server lets nobody wait longer in one question. */
const MOST_WAIT_MS = 60_000;
/** What a network may take on top. */
const PATIENCE_MS = 15_000;
/** Pauses before a question that got no answer is asked again; without a wait the first few only. */
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];
const TRIES_WITHOUT_WAIT = 3;

/** What the world around a command is. */
export interface World {
  fetch: typeof fetch;
  /** Monotonic milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The question itself was wrong: asking again gives the same. */
export class RefusedError extends Error {}

/** Nobody has answered. */
export class UnreachableError extends Error {}

/**
 * Asks until the answer is not to wait, or the time is over.
 *
 * @param onAnswer - told each answer that it gets
 * @throws RefusedError, UnreachableError
 */
export async function askGate(
  options: Options,
  world: World,
  onAnswer: (answer: GateCheckView) => void,
): Promise<GateCheckView> {
  const end = world.now() + options.waitMs;
  for (;;) {
    const left = Math.max(0, end - world.now());
    const answer = await askedUntil(options, world, end, left);
    onAnswer(answer);
    // A freeze ends by itself, or somebody lets it through
    const mayChange = answer.verdict === 'wait' || answer.code === 'FREEZE';
    if (!mayChange || world.now() >= end) return answer;
  }
}

async function askedUntil(
  options: Options,
  world: World,
  end: number,
  left: number,
): Promise<GateCheckView> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(options, world, Math.min(left, MOST_WAIT_MS));
    } catch (error) {
      const isOver =
        options.waitMs === 0 ? tries >= TRIES_WITHOUT_WAIT : world.now() >= end;
      if (error instanceof RefusedError || isOver) throw error;
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1];
      await world.sleep(pause);
    }
  }
}

async function ask(
  { url, token, question }: Options,
  { fetch: send }: World,
  waitMs: number,
): Promise<GateCheckView> {
  const wait = Math.floor(waitMs / 1_000);
  let response: Response;
  try {
    response = await send(
      `${url}/api/itsm/v1/gate/checks${wait ? `?wait=${wait}` : ''}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(question),
        signal: AbortSignal.timeout(waitMs + PATIENCE_MS),
      },
    );
  } catch (error: any) {
    throw new UnreachableError(
      `${url} does not answer: ${error?.cause?.message ?? error.message}`,
    );
  }
  const body: any = await response.json().catch(() => undefined);
  if (response.ok && body?.verdict) return body;
  const told = `${response.status} ${body?.error?.message ?? response.statusText}`;
  // Too busy, or away for now
  if (response.status >= 500 || response.status === 429)
    throw new UnreachableError(`${url} can not answer now: ${told}`);
  throw new RefusedError(told);
}
