import { counts } from './counts';
import { hostile } from './hostile';
import { lists } from './lists/lists';
import { mix } from './mix/mix';
import { record } from './record/record';
import type { Scenario } from './Scenario';
import { start } from './start';
import { tab } from './tab';
import { text } from './text/text';
import { webhook } from './webhook/webhook';

/** Those that only read come first: what others write is there for all after them. */
export const scenarios: readonly Scenario[] = [
  tab,
  lists,
  counts,
  text,
  record,
  webhook,
  hostile,
  mix,
  // It ends the backends that the others measure
  start,
];
