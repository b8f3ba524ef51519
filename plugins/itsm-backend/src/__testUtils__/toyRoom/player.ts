import type { RecordRole } from '../../principals/RecordRole';
import type { TimelineVerb } from '../../timeline/TimelineVerb';

/** Somebody has wound up the toy, for another one to play with. */
export const woundUp: TimelineVerb = {
  name: 'wound_up',
  notifies: ['player'],
};

/** Who plays with the toy of a record. */
export const player: RecordRole = {
  name: 'player',
  rule: {
    name: 'IS_PLAYER',
    description: 'Allows records whose toy was wound up for the caller',
  },
  changesWith: [woundUp.name],
  holders: async (trx, { id }) => {
    const toy = await trx('toys').where({ record_id: id }).first('player');
    return toy?.player ? [toy.player] : [];
  },
};
