/**
 * Kinds, lifecycle, wire shapes, permissions and the HTTP client of ITSM for Backstage. Pure and
 * isomorphic.
 *
 * @packageDocumentation
 */
export * from './action';
export * from './actOn';
export * from './bulk';
export {
  Schedule,
  type Interval,
  type ScheduleTimes,
} from './calendar/Schedule';
export * from './client';
export { editedColumns, openingColumns, pickGiven, toMillis } from './columns';
export * from './container';
export * from './definitions';
export * from './deployment';
export { erasedRef, isErasedRef } from './erased';
export * from './errors';
export * from './fact';
export * from './fields';
export type { InstantOrder } from './instants';
export * from './gate/decideGate';
export * from './gate/GateFacts';
export * from './kind';
export * from './kinds';
export * from './lifecycle';
export * from './link';
export * from './linkQuestion';
export * from './mentions';
export * from './outage';
export * from './parseInput';
export * from './permissions';
export * from './principal';
export * from './priority';
export * from './privacy';
export * from './record';
export * from './recordQuery';
export * from './similar';
export * from './storedNames';
export * from './timeline';
export * from './trait';
export * from './traits';
export * from './valueType';
export * from './valueTypes';
export * from './wire';
