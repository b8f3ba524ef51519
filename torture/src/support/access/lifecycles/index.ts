import type { KindName } from '../../kinds';
import { article } from './article';
import { change } from './change';
import { incident } from './incident';
import { problem } from './problem';
import { request } from './request';
import { review } from './review';
import { task } from './task';
import type { Lifecycle } from './Row';

export type { Part } from './Row';

/**
 * The tables of docs/permissions.md, copied by hand: what the engine must do, not what it does.
 * Without what only timers, follow-ups and pipelines do: nobody may ask for that.
 */
export const LIFECYCLES: Record<KindName, Lifecycle> = {
  incident,
  problem,
  change,
  request,
  task,
  review,
  article,
};

/** States in which a record is not touched any more. */
export const READ_ONLY_IN = [
  'closed',
  'canceled',
  'rejected',
  'completed',
  'incomplete',
  'skipped',
  'retired',
  'outdated',
];
/** States in which nobody has to do anything. */
export const DONE_IN = ['resolved', 'fulfilled', ...READ_ONLY_IN];
