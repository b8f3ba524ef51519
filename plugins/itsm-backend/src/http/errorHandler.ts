import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  InvalidInputError,
  ItsmError,
  TooLargeError,
  UnavailableError,
} from 'backstage-plugin-itsm-common';
import type { ErrorRequestHandler } from 'express';

/** Status and code of errors that are not ours, by name (Backstage's own) or type (body-parser). */
const KNOWN: Record<string, { status: number; code: string }> = {
  InputError: { status: 400, code: 'invalid_input' },
  AuthenticationError: { status: 401, code: 'unauthenticated' },
  NotAllowedError: { status: 403, code: 'not_permitted' },
  NotFoundError: { status: 404, code: 'not_found' },
  ConflictError: { status: 409, code: 'conflict' },
  'entity.parse.failed': { status: 400, code: 'invalid_json' },
  'encoding.unsupported': { status: 415, code: 'unsupported_encoding' },
  'charset.unsupported': { status: 415, code: 'unsupported_charset' },
  'request.aborted': { status: 400, code: 'request_aborted' },
  'request.size.invalid': { status: 400, code: 'invalid_length' },
};

/**
 * PostgreSQL classes 08 (connection), 53 (resources), 57P0x (shutdown), and socket errors; SQLite's file that is
 * gone, unreadable or on a full disk.
 */
function isDatabaseAway(error: any): boolean {
  const code = String(error?.code ?? '');
  return (
    /^(08|53|57P)|^SQLITE_(CANTOPEN|FULL|IOERR|READONLY)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'].includes(
      code,
    ) ||
    error?.name === 'KnexTimeoutError' ||
    /Connection terminated|is not queryable|Unable to acquire a connection/.test(
      error?.message ?? '',
    )
  );
}

/**
 * Another writer has the database, or what was written meanwhile conflicts: the same statement may succeed in a
 * moment. SQLite's locks; PostgreSQL's serialization failure, deadlock, lock and statement timeouts.
 */
const isDatabaseBusy = (error: any) =>
  /^SQLITE_(BUSY|LOCKED)|^(40001|40P01|55P03|57014)$/.test(
    String(error?.code ?? ''),
  );

/**
 * A service that we asked, such as the catalog, failed: with 5xx, or with 401 because it could not
 * fetch the key of our token.
 */
const isServiceAway = (error: any) =>
  error?.name === 'ResponseError' &&
  (error.statusCode >= 500 || error.statusCode === 401);

/** PostgreSQL: characters, numbers and lengths that its columns don't take. */
const isRefusedByDatabase = (error: any) =>
  ['22021', '22003', '22001', '22P02'].includes(error?.code);

/** What body parsers and the router refuse. What another service answered us is no such thing. */
function statusOf(error: any): number | undefined {
  if (error?.name === 'ResponseError' || error?.response) return undefined;
  const status = error?.status ?? error?.statusCode;
  return Number.isInteger(status) && status >= 400 && status < 500
    ? status
    : undefined;
}

/** What a caller is told of an error; undefined for a fault of ours. */
export function asItsmError(error: any): ItsmError | undefined {
  if (error instanceof ItsmError) return error;
  if (error?.type === 'entity.too.large') return new TooLargeError(error.limit);
  const known = KNOWN[error?.type] ?? KNOWN[error?.name];
  if (known) {
    const name = KNOWN[error.name] ? error.name : 'InputError';
    return new ItsmError(
      known.status,
      name,
      String(error.message).slice(0, 500),
      {
        code: known.code,
      },
    );
  }
  // Malformed percent-encoding in a path.
  if (error instanceof URIError) {
    return new ItsmError(400, 'InputError', 'The URL is malformed.', {
      code: 'invalid_url',
    });
  }
  if (isDatabaseAway(error)) {
    return new UnavailableError(
      'The database does not answer; try again.',
      5,
      'database_away',
    );
  }
  if (isDatabaseBusy(error)) {
    return new UnavailableError(
      'The database is busy; try again.',
      1,
      'database_busy',
    );
  }
  if (isServiceAway(error)) {
    return new UnavailableError(
      'Another service of the portal does not answer; try again.',
      5,
      'service_away',
    );
  }
  if (isRefusedByDatabase(error)) {
    return new InvalidInputError(
      'A value is too large or has characters that cannot be kept.',
    );
  }
  const status = statusOf(error);
  if (status) {
    return new ItsmError(
      status,
      'InputError',
      String(error.message).slice(0, 500),
      {
        code: status === 415 ? 'unsupported' : 'invalid_input',
      },
    );
  }
  return undefined;
}

/** Answers every error of our routes with code and params; what is unknown is a logged 500. */
export function errorHandler(logger: LoggerService): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = asItsmError(error);
    if (!known || isServiceAway(error)) {
      logger.error(`${req.method} ${req.path} failed`, error);
    } else if (isRefusedByDatabase(error)) {
      // The sender is told, but a schema should have refused it.
      logger.warn(`${req.method} ${req.path} reached the database`, error);
    }
    const answer =
      known ??
      new ItsmError(500, 'Error', 'Something went wrong on the server.', {
        code: 'internal',
      });
    if (answer.retryAfter)
      res.setHeader('Retry-After', String(answer.retryAfter));
    res.status(answer.statusCode).json({
      error: {
        name: answer.name,
        message: answer.message,
        code: answer.code,
        params: answer.params,
      },
      ...answer.extra,
    });
  };
}
