import { lists } from './lists/lists';
import type { Scenario } from './Scenario';
import { tab } from './tab';

/** Those that only read come first: what others write is there for all after them. */
export const scenarios: readonly Scenario[] = [tab, lists];
