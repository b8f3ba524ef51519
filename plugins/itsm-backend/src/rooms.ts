import { aliasesRoom } from './aliases/aliasesRoom';
import { auditRoom } from './audit/auditRoom';
import { recordsRoom } from './callers/recordsRoom';
import { definitionsRoom } from './definitions/definitionsRoom';
import { deploymentsRoom } from './deployments/deploymentsRoom';
import { desksRoom } from './desks/desksRoom';
import { entitiesRoom } from './entities/entitiesRoom';
import { feedbackRoom } from './feedback/feedbackRoom';
import { gateRoom } from './gate/gateRoom';
import { graphRoom } from './graph/graphRoom';
import type { House } from './House';
import { inboxRoom } from './inbox/inboxRoom';
import { listsRoom } from './lists/listsRoom';
import { myWorkRoom } from './mywork/myWorkRoom';
import { outagesRoom } from './outages/outagesRoom';
import { outletsRoom } from './reactors/outletsRoom';
import { redactionsRoom } from './redactions/redactionsRoom';
import type { Room } from './room';
import { windowsRoom } from './windows/windowsRoom';
import { routingRoom } from './routing/routingRoom';
import { settingsRoom } from './settings/settingsRoom';
import { timersRoom } from './timers/timersRoom';

/**
 * The rooms of the house. A room finds those before it in `house.rooms`; their companions write in this
 * order.
 */
export const ROOMS: readonly ((house: House) => Room)[] = [
  recordsRoom,
  listsRoom,
  timersRoom,
  outletsRoom,
  myWorkRoom,
  outagesRoom,
  feedbackRoom,
  redactionsRoom,
  entitiesRoom,
  graphRoom,
  auditRoom,
  deploymentsRoom,
  inboxRoom,
  desksRoom,
  routingRoom,
  aliasesRoom,
  windowsRoom,
  gateRoom,
  definitionsRoom,
  settingsRoom,
];
