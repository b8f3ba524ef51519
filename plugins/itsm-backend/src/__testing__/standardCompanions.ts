import type { Reactor } from 'backstage-plugin-itsm-node';
import { mentionsCompanion } from '../principals/mentionsCompanion';
import { principalsCompanion } from '../principals/principalsCompanion';
import { reactionsCompanion } from '../reactors/reactionsCompanion';
import type { Companion } from '../records/Companion';
import { textCompanion } from '../search/textCompanion';
import { timersCompanion } from '../timers/timersCompanion';

/** What the rooms commit with every record, where there is no house. */
export const standardCompanions = (
  reactors: () => readonly Reactor[] = () => [],
): Companion[] => [
  principalsCompanion,
  mentionsCompanion,
  textCompanion,
  timersCompanion,
  reactionsCompanion(reactors),
];
