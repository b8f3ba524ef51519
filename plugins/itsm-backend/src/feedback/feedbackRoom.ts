import type { House } from '../House';
import type { Room } from '../room';
import { feedbackOperation } from './feedbackOperation';
import { RecordFeedback } from './RecordFeedback';

/** Whether a record helped its readers. */
export function feedbackRoom(house: House): Room {
  const services = {
    reader: house.reader,
    feedback: new RecordFeedback(house),
  };
  return {
    name: 'feedback',
    operations: house.kinds.all.flatMap(kind =>
      feedbackOperation(kind, services),
    ),
  };
}
