import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Caller } from '../access/Caller';
import type { Guard } from './guard';

/** One operation of the HTTP API: declared once, for the router, the document and the tests. */
export interface Operation {
  id: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** OpenAPI form: `/v1/incidents/{number}`. */
  path: string;
  summary: string;
  /** Enforced by the mount; an operation without one does not compile. */
  permission: Guard;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Content type of a body that is not JSON. */
  rawBody?: { limitBytes: number };
  /** Needs If-Match. */
  versioned?: boolean;
  /** Names of texts in the body that the auditor's log shall have. */
  audited?: readonly string[];
  status?: number;
  /** Left out: the handler writes the answer itself, or always refuses. */
  result?: z.ZodType;
}

/** What a handler gets; `query` and `body` were parsed by the operation's schemas. */
export interface Call<Query = unknown, Body = unknown> {
  caller: Caller;
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** Of a versioned operation. */
  ifMatch: number;
  /** Ties the keyed request to the record that it wrote, in the same transaction. */
  onWritten?: (tx: { knex: Knex }, number: string) => Promise<void>;
}

/** What the handler of a raw operation gets: it reads or writes bytes and headers. */
export interface RawCall<Query = unknown> extends Call<Query> {
  req: Request;
  res: Response;
}

/** An operation with what it does. Only a raw one is given the request and the response. */
export type Mounted = { operation: Operation } & (
  | { handler: (call: Call<never, never>) => Promise<unknown> }
  | { rawHandler: (call: RawCall<never>) => Promise<unknown> }
);

type Declared<Query, Body, Result> = Omit<
  Operation,
  'query' | 'body' | 'result'
> & { query?: Query; body?: Body; result?: Result };

/**
 * Declares an operation together with what it does: the handler gets what the schemas make of the request,
 * and returns what the result's schema takes.
 */
export function op<
  Query extends z.ZodObject = z.ZodObject<{}>,
  Body extends z.ZodType = z.ZodUndefined,
  Result extends z.ZodType = z.ZodNever,
>(
  operation: Omit<Declared<Query, Body, Result>, 'rawBody'>,
  handler: (
    call: Call<z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Result>>,
): Mounted {
  return { operation, handler };
}

/** Declares an operation whose body or answer is no JSON; without a result, the handler writes the answer. */
export function rawOp<
  Query extends z.ZodObject = z.ZodObject<{}>,
  Result extends z.ZodType = z.ZodVoid,
>(
  operation: Omit<Declared<Query, never, Result>, 'body'>,
  rawHandler: (call: RawCall<z.output<Query>>) => Promise<z.input<Result>>,
): Mounted {
  return { operation, rawHandler };
}
