import { KIND_NAMES, KINDS } from '../kinds';
import { has, type Caller } from './policy';
import { stillOf } from './still';
import type { World } from './World';

/** A call of an operation that is not of one record. */
export interface OtherCall {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  allows: (caller: Caller) => boolean;
  /** Of those who are let through. */
  status?: number;
  check?: (body: any, caller: Caller) => boolean;
}

/** Opening a record of each kind; those that are parts, of one that everybody reads. */
export const creations = (world: World): Record<string, OtherCall> =>
  Object.fromEntries(
    KIND_NAMES.map(kind => [
      `create-${kind}`,
      {
        body: {
          ...KINDS[kind].least(stillOf(world, 'change').number),
          restricted: true,
        },
        allows: (caller: Caller) => has(caller, `itsm.${kind}.create`),
        status: 201,
      },
    ]),
  );
