import {
  Schedule,
  ENTITY_FACTS,
  type CoveringWindow,
  type WindowSpec,
} from 'backstage-plugin-itsm-common';
import {
  compileCondition,
  type CaseFacts,
  type Matcher,
} from '../conditions/compileCondition';
import type {
  ActiveDefinition,
  Snapshot,
} from '../definitions/DefinitionSnapshots';

/** A window in force, ready to be asked. */
interface Window {
  active: ActiveDefinition<WindowSpec>;
  matches: Matcher;
  schedule: Schedule;
}

/** Windows of a snapshot; forgotten with it. */
const compiled = new WeakMap<Snapshot<WindowSpec>, readonly Window[]>();

const windowsOf = (snapshot: Snapshot<WindowSpec>): readonly Window[] => {
  const known = compiled.get(snapshot);
  if (known) return known;
  const windows = snapshot.map(active => ({
    active,
    matches: compileCondition(ENTITY_FACTS, active.spec.when),
    schedule: new Schedule(active.spec),
  }));
  compiled.set(snapshot, windows);
  return windows;
};

/** How environments are compared: `Production` is `production`. */
const plain = (environment: string) => environment.trim().toLowerCase();

/** The windows about one of the entities in the environment that are on at some time from `from` to before `to`. */
export function coveringIn(
  snapshot: Snapshot<WindowSpec>,
  about: { entities: readonly CaseFacts[]; environment: string },
  from: number,
  to: number,
): CoveringWindow[] {
  return windowsOf(snapshot).flatMap(({ active, matches, schedule }) => {
    const { id, version, name, spec } = active;
    const isAbout =
      spec.environments.map(plain).includes(plain(about.environment)) &&
      about.entities.some(matches);
    const intervals = isAbout ? schedule.intervals(from, to) : [];
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
        // The last one may go on: what waits for its end is told the true one
        intervals: intervals.map(interval =>
          interval.end === to
            ? {
                ...interval,
                end: schedule.nextInterval(interval.start)?.end ?? to,
              }
            : interval,
        ),
      },
    ];
  });
}
