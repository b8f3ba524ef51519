import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  InvalidInputError,
  ItsmError,
  NotPermittedError,
  parseInput,
  recordView,
  UnavailableError,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import type {
  Request,
  RequestHandler,
  Response,
  Router as ExpressRouter,
} from 'express';
import Router from 'express-promise-router';
import type { Caller } from '../access/Caller';
import { isByRecord, requireGuard } from './guard';
import { parseIfMatch } from './ifMatch';
import { withIdempotency, type IdempotencyStore } from './idempotency';
import type { Call, Mounted, Operation } from './operation';

export interface Mounting {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  callerOf: (credentials: any) => Caller;
  idempotency: IdempotencyStore;
  /** Counts what is being worked on, for the end of the process. */
  tracked: (work: Promise<void>) => Promise<void>;
  /** Refuses every write. */
  readOnly: boolean;
  /** For body parsers, before the handler. */
  json: RequestHandler;
  raw: (limitBytes: number) => RequestHandler;
  /** Answers keyed requests again, as their caller may see it now. */
  repeats: {
    ofRecord(caller: Caller, number: string, first?: string): Promise<string>;
    ofRecords(caller: Caller, first: string): Promise<string>;
  };
  /** Told the result of each write, for metrics: `ok` or the refusal's code. */
  onAnswered?: (operation: string, result: string) => void;
}

/** Mounts operations: authentication, parsing, audit, idempotency and answers, once for all. */
export function mount(
  operations: readonly Mounted[],
  options: Mounting,
): ExpressRouter {
  const router = Router();
  for (const mounted of inOrder(operations)) {
    const { operation } = mounted;
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    router[operation.method](
      path,
      ...parsersOf(operation, options),
      (req: Request, res: Response) =>
        options.tracked(answer(mounted, options, req, res)),
    );
  }
  return router;
}

/** A path that names a place comes before one that has a parameter there, whichever room is the first. */
const inOrder = (operations: readonly Mounted[]) =>
  [...operations].sort((a, b) => {
    const [one, other] = [a, b].map(({ operation }) =>
      // Sorts after every letter that a path may have
      operation.path.replace(/\{\w+\}/g, '~'),
    );
    return one < other ? -1 : Number(one > other);
  });

function parsersOf(
  { rawBody, body }: Operation,
  options: Mounting,
): RequestHandler[] {
  if (rawBody) return [options.raw(rawBody.limitBytes)];
  return body ? [requireJson, options.json] : [];
}

/** The parser passes a body of another type over in silence: nothing would change, with success. */
const requireJson: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined ||
    Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json')) {
    throw new ItsmError(
      415,
      'InputError',
      'Send JSON, with the header Content-Type: application/json.',
      { code: 'unsupported_type' },
    );
  }
  next();
};

/** Longer than anything that a path names. */
const MAX_PARAM = 300;

/** Handlers look params up in the database, and PostgreSQL fails on a NUL. */
function requireParams(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (value.length > MAX_PARAM || /\p{Cc}/u.test(value)) {
      throw new InvalidInputError(
        `${name}: must have at most ${MAX_PARAM} characters and no control characters`,
        { param: name },
      );
    }
  }
}

async function answer(
  mounted: Mounted,
  options: Mounting,
  req: Request,
  res: Response,
): Promise<void> {
  const { operation } = mounted;
  const credentials = await options.httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  const caller = options.callerOf(credentials);
  requireParams(req.params as Record<string, string>);
  const readInput = () => ({
    query: operation.query ? parseInput(operation.query, req.query) : {},
    body: operation.body
      ? parseInput(operation.body, req.body ?? {})
      : req.body,
    ifMatch: operation.versioned ? parseIfMatch(req.header('if-match')) : 0,
  });
  const perform = async (
    input: ReturnType<typeof readInput>,
    onWritten?: Call['onWritten'],
  ): Promise<unknown> => {
    const call = {
      caller,
      params: paramsOf(req),
      ifMatch: input.ifMatch,
      // By the very schemas that the handler's type is inferred from
      query: input.query as never,
      body: input.body as never,
      onWritten,
    };
    return 'rawHandler' in mounted
      ? mounted.rawHandler({ ...call, req, res })
      : mounted.handler(call);
  };
  if (operation.method === 'get') {
    try {
      await requireGuard(caller, operation.permission, paramsOf(req));
      send(res, operation, await perform(readInput()));
    } catch (error) {
      if (error instanceof NotPermittedError) {
        await audited(options, operation, req, 'record-read').then(event =>
          event.fail({ error }),
        );
      }
      throw error;
    }
    return;
  }
  const event = await audited(options, operation, req, 'record-write');
  try {
    if (options.readOnly) {
      throw new UnavailableError(
        'This installation is read-only.',
        3600,
        'read_only_mode',
      );
    }
    await requireGuard(caller, operation.permission, paramsOf(req));
    // Before anything walks through it: an input that is far too deep is refused here.
    const input = readInput();
    if (operation.method === 'post') {
      const done = operation.status ?? 200;
      await withIdempotency(options.idempotency, {
        principal: caller.actor.ref,
        key: req.header('idempotency-key'),
        operation: operation.id,
        params: req.params as Record<string, string>,
        content: [
          input.query,
          input.ifMatch,
          operation.rawBody ? (req.header('content-type') ?? '') : '',
        ],
        body: req.body,
        perform: async onWritten => {
          const result = await perform(input, onWritten);
          return {
            status: done,
            body: JSON.stringify(result),
            ...(operation.result === recordView && {
              number: (result as RecordView).number,
            }),
          };
        },
        repeat: async ({ number, status = done, body }) => ({
          status,
          body: await repeated(caller, operation, number, body, options),
        }),
        send: (status, body) => sendText(res, status, body),
      });
    } else {
      send(res, operation, await perform(input));
    }
    await event.success();
    options.onAnswered?.(operation.id, 'ok');
  } catch (error) {
    await event.fail({ error: error as Error });
    options.onAnswered?.(
      operation.id,
      error instanceof ItsmError ? error.code : 'error',
    );
    throw error;
  }
}

const paramsOf = (req: Request) => req.params as Record<string, string>;

/** As its caller may see it now, who still has the basic permission of the operation. */
async function repeated(
  caller: Caller,
  { permission }: Operation,
  number: string | undefined,
  first: string | undefined,
  { repeats }: Mounting,
): Promise<string> {
  if (number) return repeats.ofRecord(caller, number, first);
  return isByRecord(permission) ? repeats.ofRecords(caller, first!) : first!;
}

/** A body is audited before it is checked. */
const MAX_AUDITED = 300;

/** Writes are audited whether they succeed or not, reads only when they are refused. */
const audited = (
  { auditor }: Mounting,
  operation: Operation,
  request: Request,
  eventId: string,
) =>
  auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request,
    meta: {
      actionType: operation.id,
      ...request.params,
      ...Object.fromEntries(
        (operation.audited ?? []).map(name => [
          name,
          String(request.body?.[name]).slice(0, MAX_AUDITED),
        ]),
      ),
    },
  });

function send(res: Response, operation: Operation, result: unknown): void {
  if (!operation.result) return;
  sendText(res, operation.status ?? 200, JSON.stringify(result));
}

function sendText(res: Response, status: number, body: string): void {
  // Only a record starts with plain strings and its version.
  const version = /^\{(?:"\w+":"[^"\\]*",)*"version":(\d+)/.exec(body)?.[1];
  res.status(status).type('application/json');
  if (!version || status >= 300) {
    res.send(body);
    return;
  }
  // For If-Match only. It says nothing of comments, links, votes and of who reads, so that neither a
  // browser keeps the answer nor `send()` finds it unchanged and answers 304
  res.setHeader('ETag', `"${version}"`);
  res.setHeader('Cache-Control', 'private, no-store');
  res.end(body);
}
