import { counts } from './counts';
import { lists } from './lists/lists';
import type { Scenario } from './Scenario';
import { tab } from './tab';
import { text } from './text/text';
import { webhook } from './webhook/webhook';

/** Those that only read come first: what others write is there for all after them. */
export const scenarios: readonly Scenario[] = [
  tab,
  lists,
  counts,
  text,
  webhook,
];
