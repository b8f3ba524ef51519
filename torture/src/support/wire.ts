import {
  Agent,
  request,
  type IncomingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ADMIN_TOKEN } from 'itsm-harness';

export interface Question {
  method: string;
  /** With its query, percent-encoded. */
  path: string;
  /** Several values: the header is sent so many times. */
  headers?: Record<string, string | string[]>;
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown;
  /** Instead of the administrator's; null for none. */
  token?: string | null;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Parsed if it is JSON, else undefined. */
  body: any;
}

/** Asks one backend over connections that stay open: what a test uses that asks very often. */
export interface Wire {
  /** Asks again when it is told to, because another service of the portal is away: nothing was done then. */
  send(question: Question): Promise<Reply>;
  /** For a test that wants to see every answer. */
  sendOnce(question: Question): Promise<Reply>;
  close(): void;
}

/**
 * The backend closed a connection that nobody used for some seconds, just when it was used again.
 * What was sent over it was not read.
 */
class ClosedMeanwhile extends Error {}

/** So often a question is asked again; each time after as many seconds as the answer says. */
const MOST_REPEATS = 10;

/** How long to wait before the same question, if the answer says that it can be asked again. */
function retryAfterMs({ status, headers, body }: Reply): number | undefined {
  const isAway = status === 503 && body?.error?.code === 'service_away';
  const seconds = Number(headers['retry-after']);
  return isAway && seconds > 0 ? seconds * 1_000 : undefined;
}

export function openWire(port: number, sockets = 64): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const sendOnce = (question: Question) =>
    ask(port, question, agent).catch(error => {
      if (!(error instanceof ClosedMeanwhile)) throw error;
      return ask(port, question, false);
    });
  return {
    close: () => agent.destroy(),
    sendOnce,
    send: async question => {
      let reply = await sendOnce(question);
      for (let repeats = 0; repeats < MOST_REPEATS; repeats += 1) {
        const waitMs = retryAfterMs(reply);
        if (waitMs === undefined) break;
        await pause(waitMs);
        reply = await sendOnce(question);
      }
      return reply;
    },
  };
}

function ask(
  port: number,
  question: Question,
  agent: Agent | false,
): Promise<Reply> {
  return new Promise((done, fail) => {
    const { options, bytes } = requestOf(port, question);
    const req = request({ ...options, agent }, res => {
      const parts: Buffer[] = [];
      res.on('data', part => parts.push(part));
      res.on('error', fail);
      res.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        done({
          status: res.statusCode!,
          headers: res.headers,
          text,
          body: parsed(text, res.headers['content-type']),
        });
      });
    });
    req.setTimeout(60_000, () =>
      req.destroy(new Error(`${tell(question)}: no answer in a minute`)),
    );
    req.on('error', (error: any) =>
      fail(
        req.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code)
          ? new ClosedMeanwhile(error.message)
          : error,
      ),
    );
    req.end(bytes);
  });
}

/** A question as Node's http module wants it, and what to end the request with. */
export function requestOf(
  port: number,
  { method, path, headers, body, token = ADMIN_TOKEN }: Question,
): { options: RequestOptions; bytes?: Buffer } {
  const bytes = bytesOf(body);
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(bytes && {
        'content-type': 'application/json',
        // Else it goes in chunks, of unknown length
        ...(!headers?.['transfer-encoding'] && {
          'content-length': String(bytes.length),
        }),
      }),
      ...headers,
    },
  };
  return { options, bytes };
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function parsed(text: string, type: string | undefined): unknown {
  if (!type?.includes('json')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The exact request in one line, as a violation tells of it. */
export function tell({ method, path, headers, body }: Question): string {
  const shown =
    body === undefined || typeof body === 'string'
      ? body
      : JSON.stringify(body);
  return [
    method,
    path,
    headers && JSON.stringify(headers),
    shown?.slice(0, 2_000),
  ]
    .filter(Boolean)
    .join(' ');
}
