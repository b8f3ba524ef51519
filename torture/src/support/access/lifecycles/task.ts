import { assigned, reason, worker, type Lifecycle } from './Row';

const OPEN = ['open', 'in_progress'];
const outcome = { outcomeNote: 'Somebody else did it' };

export const task: Lifecycle = {
  assign: { from: OPEN, who: ['agent'], input: assigned },
  start: { from: ['open'], who: ['agent'], input: worker },
  complete: { from: OPEN, who: ['agent'] },
  end_incomplete: { from: OPEN, who: ['agent'], input: outcome },
  skip: { from: OPEN, who: ['agent'], input: outcome },
  cancel: { from: OPEN, who: ['agent'], input: reason },
};
