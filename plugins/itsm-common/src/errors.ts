import { CustomErrorBase } from '@backstage/errors';

/**
 * What a client needs to explain a refusal in its own language: a stable code and its parameters.
 *
 * @public
 */
export interface Refusal {
  code: string;
  params?: Record<string, unknown>;
}

/**
 * Base of every error that a client can act on. Backstage's own error classes carry no code or
 * params and have no 412, 413, 422, 428 or 429.
 *
 * @public
 */
export class ItsmError extends CustomErrorBase {
  readonly statusCode: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  /** Seconds for the Retry-After header, if waiting helps. */
  readonly retryAfter?: number;
  /** Extra members of the answer's body, such as the current record of a lost race. */
  readonly extra?: Record<string, unknown>;

  constructor(
    statusCode: number,
    name: string,
    message: string,
    refusal: Refusal,
    options?: { retryAfter?: number; extra?: Record<string, unknown> },
  ) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.code = refusal.code;
    this.params = refusal.params ?? {};
    this.retryAfter = options?.retryAfter;
    this.extra = options?.extra;
  }
}

/** 400: the input is not of the declared shape. @public */
export class InvalidInputError extends ItsmError {
  constructor(
    message: string,
    params?: Record<string, unknown>,
    code = 'invalid_input',
  ) {
    super(400, 'InputError', message, { code, params });
  }
}

/** 401: the sender did not prove who it is. @public */
export class UnauthenticatedError extends ItsmError {
  constructor(message: string, code = 'unauthenticated') {
    super(401, 'AuthenticationError', message, { code });
  }
}

/** 403: the caller may read the record, but not do this. @public */
export class NotPermittedError extends ItsmError {
  constructor(permission: string, message?: string) {
    super(
      403,
      'NotAllowedError',
      message ?? `You need the permission ${permission} to do this.`,
      { code: 'not_permitted', params: { permission } },
    );
  }
}

/** 404: it does not exist, or the caller may not know that it does. @public */
export class MissingError extends ItsmError {
  constructor(what: string, ref: string) {
    super(
      404,
      'NotFoundError',
      `There is no ${what} '${ref}' that you can see.`,
      {
        code: 'not_found',
        params: { what, ref },
      },
    );
  }
}

/** 409: the lifecycle or another record's state forbids it now. @public */
export class LifecycleError extends ItsmError {
  constructor(message: string, refusal: Refusal, allowed: string[]) {
    super(409, 'ConflictError', message, {
      code: refusal.code,
      params: { ...refusal.params, allowed },
    });
  }
}

/** 409: a conflict that is not about the lifecycle, such as a request in flight. @public */
export class ConflictingError extends ItsmError {
  constructor(message: string, refusal: Refusal) {
    super(409, 'ConflictError', message, refusal);
  }
}

/** 412: somebody else was faster; the body carries the current record. @public */
export class StaleVersionError extends ItsmError {
  constructor(sent: number, current: number, record?: unknown) {
    super(
      412,
      'PreconditionFailedError',
      `The record has changed: you sent version ${sent}, it is now ${current}. Read it again and repeat your change.`,
      { code: 'stale_version', params: { sent, current } },
      record === undefined ? undefined : { extra: { current: record } },
    );
  }
}

/** 413: too large. @public */
export class TooLargeError extends ItsmError {
  constructor(limitBytes: number) {
    super(
      413,
      'PayloadTooLargeError',
      `The body is larger than the limit of ${limitBytes} bytes.`,
      { code: 'too_large', params: { limitBytes } },
    );
  }
}

/** 422: an idempotency key was used again with another body. @public */
export class IdempotencyKeyReusedError extends ItsmError {
  constructor() {
    super(
      422,
      'UnprocessableEntityError',
      'This Idempotency-Key was used before with a different body. Send a new key.',
      { code: 'idempotency_key_reused' },
    );
  }
}

/** 500: what is stored of the record is broken; other records are not. @public */
export class UnreadableRecordError extends ItsmError {
  constructor(number: string) {
    super(
      500,
      'UnreadableRecordError',
      `What is stored of ${number} can't be read. Ask an administrator to restore its row from a backup.`,
      { code: 'unreadable_record', params: { number } },
    );
  }
}

/** 428: a change of a record must say which version it changes. @public */
export class PreconditionRequiredError extends ItsmError {
  constructor() {
    super(
      428,
      'PreconditionRequiredError',
      'Send the record\'s version in the If-Match header, for example If-Match: "3".',
      { code: 'if_match_required' },
    );
  }
}

/** 429: too many requests. @public */
export class TooManyRequestsError extends ItsmError {
  constructor(retryAfter: number) {
    super(
      429,
      'TooManyRequestsError',
      `Too many requests; try again in ${retryAfter} s.`,
      { code: 'too_many_requests', params: { retryAfter } },
      { retryAfter },
    );
  }
}

/** 503: the database is away or the service is read-only for now. @public */
export class UnavailableError extends ItsmError {
  constructor(message: string, retryAfter = 5, code = 'unavailable') {
    super(503, 'ServiceUnavailableError', message, { code }, { retryAfter });
  }
}
