import {
  Schedule,
  ENTITY_FACTS,
  type CoveringWindow,
  type Interval,
  type WindowSpec,
} from 'backstage-plugin-itsm-common';
import type { CaseFacts } from '../conditions/compileCondition';
import { matchersOver } from '../conditions/matchersOver';
import type {
  ActiveDefinition,
  Snapshot,
} from '../definitions/DefinitionSnapshots';
import { normalEnvironment } from '../normalEnvironment';

type Window = ActiveDefinition<WindowSpec>;

const matcherOf = matchersOver(ENTITY_FACTS);

/** What was expanded of a rule is kept with it. */
const schedules = new WeakMap<Window, Schedule>();

function scheduleOf(window: Window): Schedule {
  const known = schedules.get(window) ?? new Schedule(window.spec);
  schedules.set(window, known);
  return known;
}

/** The windows about one of the entities in the environment that are on at some time of these. */
export function coveringIn(
  snapshot: Snapshot<WindowSpec>,
  about: { entities: readonly CaseFacts[]; environment: string },
  times: readonly Interval[],
): CoveringWindow[] {
  const environment = normalEnvironment(about.environment);
  return snapshot.flatMap(window => {
    const { id, version, name, spec } = window;
    const schedule = scheduleOf(window);
    const isAbout =
      spec.environments.map(normalEnvironment).includes(environment) &&
      about.entities.some(matcherOf(window));
    const intervals = isAbout
      ? times.flatMap(time => onIn(schedule, time))
      : [];
    if (intervals.length === 0) return [];
    return [
      {
        definition: id,
        version,
        name,
        effect: spec.effect,
        reason: spec.reason,
        hard: spec.hard,
        exempt: spec.exempt ?? [],
        override: spec.override ?? [],
        intervals,
      },
    ];
  });
}

/** When it is on within a time. The last one may go on: what waits for its end is told the true one. */
function onIn(
  schedule: Schedule,
  { start: from, end: to }: Interval,
): Interval[] {
  return schedule.intervals(from, to).map(({ start, end }) => ({
    start,
    end: end === to ? (schedule.nextInterval(start)?.end ?? to) : end,
  }));
}
